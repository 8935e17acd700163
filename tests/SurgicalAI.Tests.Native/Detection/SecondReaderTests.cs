using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Tests.Native.Inference;
using SurgicalAI.Vision.Detection;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Native.Detection;

public sealed class SecondReaderTests : IDisposable
{
    private const int Width = 640;
    private const int Height = 480;

    private readonly TinyOnnx _model = TinyOnnx.Scene();
    private readonly ImagePool _pool = new();

    [Fact]
    public void Pass_ALesion_IsMarkedAndEveryOtherPixelStays()
    {
        using var network = NetworkUnderTest.Load(_model.Open(), new());
        using (var reader = new SecondReader(network, new(), _pool))
        {
            using var picture = _pool.Rent(Width, Height, PixelFormat.Bgr8);
            var source = Frame(new(200, 150, 120, 90));
            var passed = 0L;
            Assert.True(SpinWait.SpinUntil(() => PassOne(reader, picture, source, ++passed) > 0, TimeSpan.FromSeconds(30)), $"{reader.Error}");
            var box = Assert.Single(reader.Drawn.ToArray()).Box;
            Assert.True(box.Iou(new(200, 150, 120, 90)) > 0.9, $"{box}");
            var changed = Enumerable.Range(0, Width * Height).Where(i => !picture.Bytes.Slice(3 * i, 3).SequenceEqual(source.AsSpan(3 * i, 3))).ToArray();
            Assert.InRange(changed.Length, 100, 3000);
            Assert.All(changed, i => Assert.True(LesionMarker.Covers(box, i % Width, i / Width, Width, Height)));
            Assert.DoesNotContain(changed, i => i % Width is >= 200 and < 320 && i / Width is >= 150 and < 240);
        }

        Assert.Equal(0, _pool.LentCount);
    }

    [Fact]
    public void Pass_NothingThere_LeavesThePictureAlone()
    {
        using var network = NetworkUnderTest.Load(_model.Open(), new());
        using var reader = new SecondReader(network, new(), _pool);
        using var picture = _pool.Rent(Width, Height, PixelFormat.Bgr8);
        var source = Frame(default);
        var passed = 0L;
        Assert.True(SpinWait.SpinUntil(() => Pass(reader, picture, source, ++passed) > 0 && reader.Results > 4, TimeSpan.FromSeconds(30)));
        Assert.True(picture.Bytes.SequenceEqual(source));
    }

    [Theory]
    [InlineData(0, 0, 30, 20)]
    [InlineData(600, 440, 40, 40)]
    [InlineData(-20, -20, 700, 600)]
    [InlineData(300, 200, 1, 1)]
    public void Draw_AtTheFramesEdge_StaysInsideAndCoversWhatItSays(double x, double y, double width, double height)
    {
        var picture = new byte[3 * Width * Height];
        LesionMarker.Draw(picture, Width, Height, [new(1, new(x, y, width, height), 0.9, true)]);
        var drawn = Enumerable.Range(0, Width * Height).Where(i => picture[(3 * i) + 1] != 0).ToArray();
        Assert.NotEmpty(drawn);
        Assert.Equal(drawn, Enumerable.Range(0, Width * Height).Where(i => LesionMarker.Covers(new(x, y, width, height), i % Width, i / Width, Width, Height)));
    }

    public void Dispose()
    {
        _model.Dispose();
        _pool.Dispose();
    }

    private static long Pass(SecondReader reader, ImageLease picture, byte[] source, long originNs)
    {
        source.CopyTo(picture.Bytes);
        return reader.Pass(picture, originNs);
    }

    private static int PassOne(SecondReader reader, ImageLease picture, byte[] source, long originNs)
    {
        _ = Pass(reader, picture, source, originNs);
        return reader.Drawn.Length;
    }

    // The network's lesion is the red of the picture.
    private static byte[] Frame(Rect lesion)
    {
        using var frame = new Mat(Height, Width, MatType.CV_8UC3, new Scalar(40, 40, 60));
        if (lesion.Width > 0)
        {
            frame.Rectangle(lesion, new Scalar(40, 40, 230), thickness: -1);
        }

        return FrameReader.Bytes(frame).ToArray();
    }
}
