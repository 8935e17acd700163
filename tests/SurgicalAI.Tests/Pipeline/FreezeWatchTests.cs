using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Pipeline.Operators;

namespace SurgicalAI.Tests.Pipeline;

public sealed class FreezeWatchTests : IDisposable
{
    private readonly ImagePool _pool = new();
    private readonly FreezeWatch _watch = new();

    [Fact]
    public void IsFrozen_SamePictureToolStands_No()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.False(Sees(1, 0.9 * Si.Mm * (i % 2)));
        }
    }

    [Fact]
    public void IsFrozen_SamePictureToolMoves_UntilThePictureChanges()
    {
        Assert.False(Sees(1, 0));
        Assert.False(Sees(1, 0.5 * Si.Mm));
        Assert.True(Sees(1, 1.5 * Si.Mm));
        Assert.True(Sees(1, 0));
        Assert.False(Sees(2, 0));
        Assert.False(Sees(2, 0.5 * Si.Mm));
    }

    [Fact]
    public void IsFrozen_PicturesDifferInOneByte_No()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.False(Sees((byte)(i % 2), 5 * Si.Mm * i));
        }
    }

    public void Dispose() => _pool.Dispose();

    private bool Sees(byte value, double xM)
    {
        using var picture = _pool.Rent(16, 8, PixelFormat.Bgr8);
        picture.Bytes.Clear();
        picture.Bytes[200] = value;
        return _watch.IsFrozen(picture, new Vec3(xM, 0, 0.1));
    }
}
