using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Tests.Native.Learning;

public sealed class SegmentationEvaluatorTests
{
    [Fact]
    public void Run_PerfectSegmenter_ScoresOneAtTheNetworksResolution()
    {
        using var scenes = new DrawnScenes(640, 360);
        var result = SegmentationEvaluator.Run(scenes, new Oracle(scenes, 40, label => label), new() { Frames = 5, Seed = 40 }, null, default);
        Assert.Equal(1, result.MeanIou, 12);
        Assert.Equal([1, 1], result.PerFrame.Ci95);
        Assert.InRange(result.FullResolution.MeanIou, 0.7, 0.999); // a map at half size cannot be exact at the edges
    }

    [Fact]
    public void Run_ClassNeverFound_CountsAsZeroInTheMean()
    {
        using var scenes = new DrawnScenes(640, 360);
        var result = SegmentationEvaluator.Run(
            scenes, new Oracle(scenes, 40, label => label == 4 ? (byte)0 : label), new() { Frames = 5, Seed = 40 }, null, default);
        var needle = result.Classes[4];
        Assert.Equal(("needle", 0.0, true), (needle.Name, needle.Iou ?? -1, needle.Present));
        Assert.InRange(result.MeanIou, 0.8, 0.84);
    }

    // Knows the scene that was rendered last, and answers with its true labels after a change.
    private sealed class Oracle(DrawnScenes scenes, ulong firstSeed, Func<byte, byte> change) : ISegmenter
    {
        private ulong _seed = firstSeed;

        public string Model => "oracle";

        public StereoFrame Segment(StereoFrame frame)
        {
            using var picture = ImagePool.Shared.Rent(640, 360, PixelFormat.Bgr8);
            using var labels = ImagePool.Shared.Rent(640, 360, PixelFormat.Gray8);
            scenes.Render(_seed++, picture, labels);
            var answer = ImagePool.Shared.Rent(320, 192, PixelFormat.Gray8);
            LabelScaler.Resize(labels.Bytes, 640, 360, answer.Bytes, 320, 192);
            foreach (ref var label in answer.Bytes)
            {
                label = change(label);
            }

            return new(answer, null);
        }

        public void Dispose()
        {
        }
    }
}
