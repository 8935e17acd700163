using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Tests.Core;

public sealed class ImagePoolTests
{
    [Fact]
    public void Dispose_OfLastReference_ReturnsTheBuffer()
    {
        using var pool = new ImagePool();
        var lease = pool.Rent(8, 4, PixelFormat.Bgr8);
        var address = lease.Address;
        var second = lease.Share();
        lease.Dispose();
        Assert.Equal(1, pool.LentCount);
        second.Dispose();
        Assert.Equal(0, pool.LentCount);
        using var again = pool.Rent(8, 4, PixelFormat.Bgr8);
        Assert.Equal(address, again.Address);
    }

    [Fact]
    public void Dispose_OnceTooOften_Throws()
    {
        using var pool = new ImagePool();
        var lease = pool.Rent(2, 2, PixelFormat.Gray8);
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(lease.Dispose);
    }

    [Fact]
    public void Share_AfterLastDispose_Throws()
    {
        using var pool = new ImagePool();
        var lease = pool.Rent(2, 2, PixelFormat.Gray8);
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Share());
    }

    [Fact]
    public void Rent_AfterWarmUp_AllocatesNothing()
    {
        using var pool = new ImagePool();
        for (var i = 0; i < 100; i++)
        {
            pool.Rent(64, 32, PixelFormat.Bgr8).Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            pool.Rent(64, 32, PixelFormat.Bgr8).Dispose();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Bytes_OfLease_CoverHeightTimesStride()
    {
        using var pool = new ImagePool();
        using var lease = pool.Rent(5, 3, PixelFormat.Bgr8);
        Assert.Equal(45, lease.Bytes.Length);
        lease.Row(2)[14] = 7;
        Assert.Equal(7, lease.Bytes[44]);
    }
}
