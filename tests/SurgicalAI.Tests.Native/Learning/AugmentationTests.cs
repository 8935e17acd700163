using SurgicalAI.Learning.Segmentation;

namespace SurgicalAI.Tests.Native.Learning;

public sealed class AugmentationTests
{
    private const int Pixels = SegmentationNet.WidthPx * SegmentationNet.HeightPx;

    [Fact]
    public void Apply_MirrorAndWindow_MoveLabelsWithTheirPixels()
    {
        // Each class has a grey level of its own, far enough from the next that no augmentation may swap their order.
        var labels = new byte[Pixels];
        var picture = new byte[3 * Pixels];
        new Random(1).NextBytes(labels);
        for (var i = 0; i < Pixels; i++)
        {
            labels[i] %= 2;
            picture.AsSpan(3 * i, 3).Fill(labels[i] == 1 ? (byte)220 : (byte)20);
        }

        var augmentation = new Augmentation(3);
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var window = Window.Around(labels, random);
            var size = window.Width * window.Height;
            var (planes, classes) = (new float[3 * size], new long[size]);
            augmentation.Apply(picture, labels, window, random, planes, classes);
            var bright = Enumerable.Range(0, size).Where(i => classes[i] == 1).Average(i => planes[i]);
            var dark = Enumerable.Range(0, size).Where(i => classes[i] == 0).Average(i => planes[i]);
            Assert.True(bright > dark + 40, $"seed {seed}: class 1 has mean {bright:f0}, class 0 {dark:f0}");
        }
    }

    [Fact]
    public void Around_OnePixelNeedle_IsInMostWindowsAndEveryWindowInThePicture()
    {
        var labels = new byte[Pixels];
        labels[(50 * SegmentationNet.WidthPx) + 300] = 4;
        var random = new Random(5);
        var hits = 0;
        for (var i = 0; i < 400; i++)
        {
            var window = Window.Around(labels, random);
            Assert.InRange(window.X, 0, SegmentationNet.WidthPx - window.Width);
            Assert.InRange(window.Y, 0, SegmentationNet.HeightPx - window.Height);
            hits += 300 >= window.X && 300 < window.X + window.Width && 50 >= window.Y && 50 < window.Y + window.Height ? 1 : 0;
        }

        Assert.InRange(hits, 100, 400); // blind windows alone would hit it about 60 times
    }
}
