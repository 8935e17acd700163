using System.Buffers;
using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Json;

namespace SurgicalAI.Transport.Rules;

/// <summary>Grows in pooled arrays while a message is written; one per sending thread.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    [ThreadStatic]
    private static PayloadBuffer? s_mine;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>Writes a message into a rented array; the caller returns it to <see cref="ArrayPool{T}.Shared"/>.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static ArraySegment<byte> Encode<T>(in T message)
        where T : notnull
    {
        var buffer = s_mine ??= new PayloadBuffer();
        buffer._length = 0;
        MessageCodec.Encode(message, buffer);
        var bytes = buffer._bytes;
        buffer._bytes = [];
        return new(bytes, 0, buffer._length);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    private void Grow(int wanted)
    {
        if (_bytes.Length - _length >= wanted)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(512, (_length + wanted) * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
