using System.Runtime.InteropServices;

namespace SurgicalAI.Core.Imaging;

/// <summary>
/// Pooled, reference-counted pixels in native memory. Whoever rents or receives a lease disposes it once; whoever
/// keeps it longer calls <see cref="Share"/> and disposes that too. After the last disposal the pixels belong to the pool.
/// </summary>
public sealed unsafe class ImageLease : IDisposable
{
    private readonly ImagePool _owner;
    private byte* _data;
    private int _references;

    internal ImageLease(ImagePool owner, byte* data, int capacityBytes)
    {
        _owner = owner;
        _data = data;
        CapacityBytes = capacityBytes;
    }

    /// <summary>Width, pixels.</summary>
    public int WidthPx { get; private set; }

    /// <summary>Height, pixels.</summary>
    public int HeightPx { get; private set; }

    /// <summary>Pixel layout.</summary>
    public PixelFormat Format { get; private set; }

    /// <summary>Bytes from one row to the next; rows have no padding.</summary>
    public int StrideBytes => WidthPx * (int)Format;

    /// <summary>Address of the first pixel, for native libraries; valid until the last disposal.</summary>
    public nint Address => (nint)_data;

    /// <summary>All bytes, row by row (height x width x channels).</summary>
    public Span<byte> Bytes => new(_data, StrideBytes * HeightPx);

    internal int CapacityBytes { get; }

    /// <summary>One row's bytes.</summary>
    public Span<byte> Row(int y) => Bytes.Slice(y * StrideBytes, StrideBytes);

    /// <summary>All pixels as floats; for <see cref="PixelFormat.Depth32F"/> and <see cref="PixelFormat.Motion32F"/>.</summary>
    public Span<float> Floats() => MemoryMarshal.Cast<byte, float>(Bytes);

    /// <summary>Adds a reference and returns the same lease.</summary>
    public ImageLease Share()
    {
        ObjectDisposedException.ThrowIf(Interlocked.Increment(ref _references) <= 1, this);
        return this;
    }

    /// <summary>Gives one reference back.</summary>
    public void Dispose()
    {
        var left = Interlocked.Decrement(ref _references);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left == 0)
        {
            _owner.Return(this);
        }
    }

    internal void Lend(int widthPx, int heightPx, PixelFormat format)
    {
        (WidthPx, HeightPx, Format) = (widthPx, heightPx, format);
        Volatile.Write(ref _references, 1);
    }

    internal void FreeBuffer()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
