using System.Numerics;
using Silk.NET.OpenGL;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// The ground as flesh: inside the workspace exactly the surface that the physics has, though its normals are ruffled; beyond it
/// organs and fat bulge where no tool comes. Each corner knows how much it is organ and how much fat.
/// </summary>
internal sealed unsafe class LivingMesh : IGroundMesh, IDisposable
{
    private const float CellM = 0.004f;
    private const int Columns = 92;
    private const int Rows = 82;
    private const float LeftM = -0.184f;
    private const float NearM = -0.124f;

    // Bulges grow between these distances from the middle.
    private const float FlatWithinM = 0.050f;
    private const float FullBeyondM = 0.085f;
    private const float BulgeM = 0.030f;
    private const float PeriodM = 0.36f;

    private readonly GL _gl;
    private readonly uint _array, _buffer, _elements;
    private readonly FleshVertex[] _vertices = new FleshVertex[(Columns + 1) * (Rows + 1)];
    private ulong? _seed;

    public LivingMesh(GL gl)
    {
        _gl = gl;
        (_buffer, _elements) = (gl.GenBuffer(), gl.GenBuffer());
        _array = FleshProgram.MakeArray(gl, _buffer, _elements);
        gl.BufferData<uint>(BufferTargetARB.ElementArrayBuffer, Indices(), BufferUsageARB.StaticDraw);
    }

    public void Draw(in TissueSurface surface)
    {
        _gl.BindVertexArray(_array);
        if (_seed != surface.Seed)
        {
            Fill(surface);
            _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
            _gl.BufferData<FleshVertex>(BufferTargetARB.ArrayBuffer, _vertices, BufferUsageARB.DynamicDraw);
            _seed = surface.Seed;
        }

        _gl.DrawElements(PrimitiveType.Triangles, 6 * Columns * Rows, DrawElementsType.UnsignedInt, null);
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _gl.DeleteBuffer(_buffer);
        _gl.DeleteBuffer(_elements);
    }

    private static uint[] Indices()
    {
        var indices = new List<uint>(6 * Columns * Rows);
        for (uint i = 0; i < Rows * (Columns + 1); i++)
        {
            if (i % (Columns + 1) < Columns)
            {
                var c = i + Columns + 1;
                indices.AddRange([i, i + 1, c + 1, i, c + 1, c]);
            }
        }

        return [.. indices];
    }

    private void Fill(in TissueSurface surface)
    {
        var noise = new TileableNoise(surface.Seed);
        for (var i = 0; i < _vertices.Length; i++)
        {
            var (x, y) = (LeftM + (CellM * (i % (Columns + 1))), NearM + (CellM * (i / (Columns + 1))));
            var (z, region) = Shape(noise, x, y);
            _vertices[i] = new(new(x, y, (float)surface.HeightM(x, y) + z), NormalAt(surface, noise, x, y), region);
        }
    }

    private static Vector3 NormalAt(in TissueSurface surface, TileableNoise noise, float x, float y)
    {
        const float H = 0.0015f;
        var n = surface.Normal(x, y);
        var dx = (Ruffled(noise, x + H, y) - Ruffled(noise, x - H, y)) / (2 * H);
        var dy = (Ruffled(noise, x, y + H) - Ruffled(noise, x, y - H)) / (2 * H);
        return Vector3.Normalize(new((float)(n.X / n.Z) - dx, (float)(n.Y / n.Z) - dy, 1));
    }

    // What the eye takes for shape: the bulges and, everywhere, folds of about a millimetre.
    private static float Ruffled(TileableNoise noise, float x, float y)
    {
        var (u, v) = (x / PeriodM, y / PeriodM);
        var warp = 0.03f * noise.Sample(u, v, 9, 31);
        var folds = (0.0050f * noise.Sample(u + warp, v - warp, 12, 32)) + (0.0026f * noise.Sample(u - warp, v, 27, 33));
        return Shape(noise, x, y).Bulge + folds;
    }

    private static (float Bulge, Vector2 Region) Shape(TileableNoise noise, float x, float y)
    {
        var (u, v) = (x / PeriodM, y / PeriodM);
        var outside = Math.Clamp((MathF.Sqrt((x * x) + (y * y)) - FlatWithinM) / (FullBeyondM - FlatWithinM), 0, 1);
        var organ = noise.Sample(u, v, 5, 34) + (0.25f * noise.Sample(u, v, 11, 35));
        var fat = noise.Sample(u, v, 6, 36) + (0.35f * noise.Sample(u, v, 17, 37));
        var bulge = MathF.Max(0, organ - 0.02f) + (0.8f * MathF.Max(0, fat - 0.05f));
        return (BulgeM * outside * outside * (3 - (2 * outside)) * MathF.Sqrt(bulge), new(organ - (0.4f * (1 - outside)), fat - (0.1f * (1 - outside))));
    }
}
