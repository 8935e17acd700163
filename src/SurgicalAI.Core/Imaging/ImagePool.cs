using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SurgicalAI.Core.Imaging;

/// <summary>Owner of native pixel buffers that are lent and come back, so that no frame allocates. Thread-safe.</summary>
public sealed unsafe class ImagePool : IDisposable
{
    private readonly ConcurrentBag<ImageLease> _free = [];
    private int _lent;
    private int _disposed;

    /// <summary>A pool for the whole process, for code that has no reason to own one.</summary>
    public static ImagePool Shared { get; } = new();

    /// <summary>Leases lent and not yet returned; a test reads 0 here when nothing leaks.</summary>
    public int LentCount => Volatile.Read(ref _lent);

    /// <summary>Lends an image with undefined content; its reference count is 1 and the caller disposes it.</summary>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="format">Pixel layout; rows are contiguous, without padding.</param>
    public ImageLease Rent(int widthPx, int heightPx, PixelFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthPx);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightPx);
        var bytes = widthPx * heightPx * (int)format;
        var lease = TakeFree(bytes) ?? new ImageLease(this, (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64), bytes);
        lease.Lend(widthPx, heightPx, format);
        Interlocked.Increment(ref _lent);
        return lease;
    }

    /// <summary>Frees the buffers that are home; those still lent are freed when they return.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1);
        while (_free.TryTake(out var lease))
        {
            lease.FreeBuffer();
        }
    }

    internal void Return(ImageLease lease)
    {
        Interlocked.Decrement(ref _lent);
        if (Volatile.Read(ref _disposed) == 0)
        {
            _free.Add(lease);
        }
        else
        {
            lease.FreeBuffer();
        }
    }

    // A bag of few sizes: a lease of another size goes back and the search stops after a handful of tries.
    private ImageLease? TakeFree(int bytes)
    {
        for (var tries = 0; tries < 8 && _free.TryTake(out var lease); tries++)
        {
            if (lease.CapacityBytes == bytes)
            {
                return lease;
            }

            _free.Add(lease);
        }

        return null;
    }
}
