using Silk.NET.OpenGL;

namespace SurgicalAI.Sim.Rendering;

/// <summary>A buffer that is filled anew for each picture; it grows and is used again. Hot path.</summary>
/// <typeparam name="T">Element.</typeparam>
internal sealed unsafe class StreamBuffer<T>(GL gl, BufferTargetARB target) : IDisposable
    where T : unmanaged
{
    private const int FirstCapacity = 4096;
    private T[] _items = new T[FirstCapacity];
    private int _sent;

    /// <summary>The buffer's name.</summary>
    public uint Name { get; } = gl.GenBuffer();

    /// <summary>Elements in use.</summary>
    public int Count { get; private set; }

    /// <summary>The elements in use.</summary>
    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Room for more elements at the end.</summary>
    public Span<T> Add(int count)
    {
        if (Count + count > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(Count + count, 2 * _items.Length));
        }

        Count += count;
        return _items.AsSpan(Count - count, count);
    }

    /// <summary>Sends the elements; the right vertex array is bound.</summary>
    public void Send()
    {
        gl.BindBuffer(target, Name);
        if (_sent < _items.Length)
        {
            gl.BufferData(target, (nuint)(_items.Length * sizeof(T)), null, BufferUsageARB.StreamDraw);
            _sent = _items.Length;
        }

        gl.BufferSubData<T>(target, 0, Items);
    }

    public void Dispose() => gl.DeleteBuffer(Name);
}
