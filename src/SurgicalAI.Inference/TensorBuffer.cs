using System.Runtime.InteropServices;

namespace SurgicalAI.Inference;

/// <summary>Native memory for one tensor, owned by whoever made it; bound to a model once and filled again for every run.</summary>
/// <typeparam name="T">Element type: byte, float or long.</typeparam>
public sealed unsafe class TensorBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly long[] _shape;
    private T* _data;

    /// <summary>Allocates zeroed memory for a shape.</summary>
    /// <param name="shape">Dimensions, all positive.</param>
    public TensorBuffer(params ReadOnlySpan<long> shape)
    {
        _shape = shape.ToArray();
        var count = 1L;
        foreach (var size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(shape));
            count = checked(count * size);
        }

        Length = checked((int)count);
        _data = (T*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(T)), 64);
        Span.Clear();
    }

    /// <summary>Dimensions.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements, last dimension fastest.</summary>
    public Span<T> Span => _data is null ? throw new ObjectDisposedException(nameof(TensorBuffer<T>)) : new(_data, Length);

    internal nint Address => (nint)_data;

    internal long[] Dimensions => _shape;

    /// <summary>Frees the memory; a model that is bound to it must not run any more.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
