using System.Numerics;
using Silk.NET.OpenGL;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Where the corners of deformable surfaces or threads stood in the picture before, beside where they stand. A piece whose triangles
/// changed (a cut) counts as not having moved. Hot path: no allocation once its buffers have grown.
/// </summary>
/// <typeparam name="T">Corner.</typeparam>
internal sealed unsafe class CornerMotion<T> : IDisposable
    where T : unmanaged, ICorner
{
    private readonly GL _gl;
    private readonly StreamBuffer<T> _now;
    private readonly StreamBuffer<uint> _triangles;
    private readonly StreamBuffer<Vector3> _before;
    private readonly uint _array;
    private List<Piece> _pieces = [];
    private List<Piece> _lastPieces = [];
    private Vector3[] _last = [];

    /// <summary>Makes the vertex array.</summary>
    /// <param name="gl">Functions.</param>
    /// <param name="now">Corners as they are drawn.</param>
    /// <param name="triangles">Their triangles.</param>
    public CornerMotion(GL gl, StreamBuffer<T> now, StreamBuffer<uint> triangles)
    {
        (_gl, _now, _triangles, _before) = (gl, now, triangles, new(gl, BufferTargetARB.ArrayBuffer));
        _array = gl.GenVertexArray();
        gl.BindVertexArray(_array);
        SetInput(0, now.Name, (uint)sizeof(T));
        SetInput(MotionShaders.BeforeInput, _before.Name, (uint)sizeof(Vector3));
        gl.BindBuffer(BufferTargetARB.ElementArrayBuffer, triangles.Name);
    }

    /// <summary>Begins the list of pieces of a picture.</summary>
    /// <param name="knows">False when the picture before showed another world.</param>
    public void Begin(bool knows)
    {
        _pieces.Clear();
        _before.Clear();
        if (!knows)
        {
            _lastPieces.Clear();
        }
    }

    /// <summary>Adds the next piece.</summary>
    /// <param name="count">Number of its corners.</param>
    /// <param name="topology">Changes when its triangles do.</param>
    public void Add(int count, int topology)
    {
        var piece = new Piece(_before.Count, count, topology);
        var before = _before.Add(count);
        var index = _pieces.Count;
        _pieces.Add(piece);
        if (index < _lastPieces.Count && _lastPieces[index].Count == count && _lastPieces[index].Topology == topology)
        {
            _last.AsSpan(_lastPieces[index].First, count).CopyTo(before);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            before[i] = _now.Items[piece.First + i].Position;
        }
    }

    /// <summary>Sends the earlier places, once for both eyes.</summary>
    public void Send()
    {
        if (_before.Count > 0)
        {
            _before.Send();
        }
    }

    /// <summary>Draws the motion; the program is in use.</summary>
    public void Draw()
    {
        if (_triangles.Count > 0)
        {
            _gl.BindVertexArray(_array);
            _gl.DrawElements(PrimitiveType.Triangles, (uint)_triangles.Count, DrawElementsType.UnsignedInt, null);
        }
    }

    /// <summary>Keeps the places drawn now for the next picture.</summary>
    public void Keep()
    {
        (_pieces, _lastPieces) = (_lastPieces, _pieces);
        if (_last.Length < _now.Count)
        {
            _last = new Vector3[2 * _now.Count];
        }

        for (var i = 0; i < _now.Count; i++)
        {
            _last[i] = _now.Items[i].Position;
        }
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(_array);
        _before.Dispose();
    }

    private void SetInput(uint input, uint buffer, uint stride)
    {
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, buffer);
        _gl.EnableVertexAttribArray(input);
        _gl.VertexAttribPointer(input, 3, VertexAttribPointerType.Float, false, stride, null);
    }

    private readonly record struct Piece(int First, int Count, int Topology);
}
