using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The tissue as a grid of triangles, refilled when the surface's seed changes.</summary>
internal sealed unsafe class TissueMesh : IGroundMesh, IDisposable
{
    /// <summary>Edge of a cell, metres: the grid departs from the true surface by less than 0.2 mm inside the workspace.</summary>
    public const float CellM = 0.007f;

    private const int Columns = 52;
    private const int Rows = 46;
    private const float LeftM = -0.18f;
    private const float NearM = -0.12f;

    private readonly GL _gl;
    private readonly uint _array;
    private readonly uint _buffer;
    private readonly uint _elements;
    private readonly Vector3[] _vertices = new Vector3[2 * (Columns + 1) * (Rows + 1)];
    private ulong? _seed;

    public TissueMesh(GL gl)
    {
        _gl = gl;
        _array = gl.GenVertexArray();
        _buffer = gl.GenBuffer();
        _elements = gl.GenBuffer();
        gl.BindVertexArray(_array);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        gl.BufferData(BufferTargetARB.ArrayBuffer, (nuint)(_vertices.Length * sizeof(Vector3)), null, BufferUsageARB.DynamicDraw);
        for (uint i = 0; i < 2; i++)
        {
            gl.EnableVertexAttribArray(i);
            gl.VertexAttribPointer(i, 3, VertexAttribPointerType.Float, false, (uint)(2 * sizeof(Vector3)), (void*)(i * sizeof(Vector3)));
        }

        gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, _elements);
        gl.BufferData<ushort>(BufferTargetARB.ElementArrayBuffer, Indices(), BufferUsageARB.StaticDraw);
    }

    public void Draw(in TissueSurface surface)
    {
        _gl.BindVertexArray(_array);
        if (_seed != surface.Seed)
        {
            Fill(surface);
        }

        _gl.DrawElements(PrimitiveType.Triangles, 6 * Columns * Rows, DrawElementsType.UnsignedShort, null);
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _gl.DeleteBuffer(_buffer);
        _gl.DeleteBuffer(_elements);
    }

    private static ushort[] Indices()
    {
        var indices = new List<ushort>(6 * Columns * Rows);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var a = (row * (Columns + 1)) + column;
                var c = a + Columns + 1;
                indices.AddRange([(ushort)a, (ushort)(a + 1), (ushort)(c + 1), (ushort)a, (ushort)(c + 1), (ushort)c]);
            }
        }

        return [.. indices];
    }

    private void Fill(in TissueSurface surface)
    {
        for (var (i, row) = (0, 0); row <= Rows; row++)
        {
            for (var column = 0; column <= Columns; column++, i += 2)
            {
                var (x, y) = (LeftM + (CellM * column), NearM + (CellM * row));
                var n = surface.Normal(x, y);
                _vertices[i] = new(x, y, (float)surface.HeightM(x, y));
                _vertices[i + 1] = new((float)n.X, (float)n.Y, (float)n.Z);
            }
        }

        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        _gl.BufferSubData<Vector3>(BufferTargetARB.ArrayBuffer, 0, _vertices);
        _seed = surface.Seed;
    }
}
