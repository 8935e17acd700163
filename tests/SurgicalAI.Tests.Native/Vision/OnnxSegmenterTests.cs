using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Tests.Native.Inference;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class OnnxSegmenterTests
{
    [Fact]
    public void Segment_SizesAndEyesChange_LabelsEachEyeByItsOwnPicture()
    {
        using var files = new TinyOnnx();
        using var pool = new ImagePool();
        using var segmenter = OnnxSegmenter.Load(files.Open(), new() { Threads = 1 }, pool);
        foreach (var (width, height, stereo) in new[] { (640, 360, true), (320, 192, false), (1280, 1024, true), (640, 360, true), (101, 57, true) })
        {
            using var frame = Frame(pool, width, height, stereo);
            using var labels = segmenter.Segment(frame);
            AssertHalves(labels.Left, SegmentationClass.Shaft, SegmentationClass.Needle);
            Assert.Equal(stereo, labels.Right is not null);
            if (labels.Right is { } right)
            {
                AssertHalves(right, SegmentationClass.Jaw, SegmentationClass.Background);
            }
        }

        Assert.Equal(0, pool.LentCount);
    }

    [Fact]
    public void Segment_AfterWarmUp_AllocatesNoMoreThanTheFrameItReturns()
    {
        using var files = new TinyOnnx();
        using var pool = new ImagePool();
        using var segmenter = OnnxSegmenter.Load(files.Open(), new() { Threads = 1 }, pool);
        using var frame = Frame(pool, 640, 360, stereo: true);
        segmenter.WarmUp(640, 360, stereo: true);
        for (var i = 0; i < 20; i++)
        {
            segmenter.Segment(frame).Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            segmenter.Segment(frame).Dispose();
        }

        // A StereoFrame is an object of two references: 32 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * 32);
    }

    [Fact]
    public void Load_ModelOfOtherClasses_IsAUserError()
    {
        using var files = new TinyOnnx(card => card with { Classes = ["background", "polyp"] });
        var error = Assert.Throws<UserErrorException>(() => OnnxSegmenter.Load(files.Open(), new(), ImagePool.Shared));
        Assert.Contains("polyp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_GreyPicture_IsRefused()
    {
        using var files = new TinyOnnx();
        using var pool = new ImagePool();
        using var segmenter = OnnxSegmenter.Load(files.Open(), new(), pool);
        using var frame = new StereoFrame(pool.Rent(64, 48, PixelFormat.Gray8), null);
        Assert.Throws<ArgumentException>(() => segmenter.Segment(frame));
    }

    private static StereoFrame Frame(ImagePool pool, int width, int height, bool stereo) => new(
        Halves(pool, width, height, SegmentationClass.Shaft, SegmentationClass.Needle),
        stereo ? Halves(pool, width, height, SegmentationClass.Jaw, SegmentationClass.Background) : null);

    private static ImageLease Halves(ImagePool pool, int width, int height, SegmentationClass left, SegmentationClass right)
    {
        var picture = pool.Rent(width, height, PixelFormat.Bgr8);
        for (var i = 0; i < width * height; i++)
        {
            var (b, g, r) = TinyOnnx.Colours[(int)(i % width < width / 2 ? left : right)];
            (picture.Bytes[3 * i], picture.Bytes[(3 * i) + 1], picture.Bytes[(3 * i) + 2]) = (b, g, r);
        }

        return picture;
    }

    // The seam itself is blurred by the resize: four columns around it may be anything.
    private static void AssertHalves(ImageLease labels, SegmentationClass left, SegmentationClass right)
    {
        Assert.Equal((320, 192, PixelFormat.Gray8), (labels.WidthPx, labels.HeightPx, labels.Format));
        for (var y = 0; y < 192; y++)
        {
            Assert.True(labels.Row(y)[..156].IndexOfAnyExcept((byte)left) < 0, $"left half of row {y}");
            Assert.True(labels.Row(y)[164..].IndexOfAnyExcept((byte)right) < 0, $"right half of row {y}");
        }
    }
}
