using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Metrics;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class LabelUpscalerTests
{
    [Fact]
    public void Resize_SameSize_IsTheSameMap()
    {
        var map = Disc(40, 30, 20, 15, 9, 7);
        Assert.Equal(map, Resize(map, 40, 30, 40, 30));
    }

    [Theory]
    [InlineData(160, 128, 4)]
    [InlineData(213, 171, 3)]
    public void Resize_ARoundShape_IsNearerToTheTruthThanNearestNeighbour(int width, int height, byte label)
    {
        var small = Disc(40, 32, 20.3, 15.8, 9.4, label);
        var truth = Disc(width, height, 20.3 * width / 40, 15.8 * height / 32, 9.4 * width / 40, label);
        var nearest = new byte[width * height];
        LabelScaler.Resize(small, 40, 32, nearest, width, height);
        Assert.True(OverlapCounts.Of(truth, Resize(small, 40, 32, width, height)).Iou > OverlapCounts.Of(truth, nearest).Iou + 0.005);
    }

    [Fact]
    public void Resize_ManyLabels_InventsNoneAndKeepsTheCorners()
    {
        byte[] map = [1, 5, 9, 200];
        var large = Resize(map, 2, 2, 8, 6);
        Assert.Equal(map, new[] { large[0], large[7], large[40], large[47] });
        Assert.Subset(map.ToHashSet(), large.ToHashSet());
    }

    [Fact]
    public void Resize_DoubtOnOneSide_TheSureSideGrows()
    {
        byte[] map = [1, 2];
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], Resize(map, 2, 1, 8, 1));
        Assert.Equal([1, 1, 2, 2, 2, 2, 2, 2], Resize(map, 2, 1, 8, 1, doubt: [120, 0]));
        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 2], Resize(map, 2, 1, 8, 1, doubt: [0, 100]));
    }

    [Fact]
    public void Resize_WithAStride_LeavesTheRestOfEachRow()
    {
        var target = new byte[3 * 10];
        new LabelUpscaler().Resize([7], [], 1, 1, target, 4, 3, strideBytes: 10);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (byte)(i % 10 < 4 ? 7 : 0)), target);
    }

    private static byte[] Resize(byte[] map, int sourceWidth, int sourceHeight, int width, int height, byte[]? doubt = null)
    {
        var target = new byte[width * height];
        new LabelUpscaler().Resize(map, doubt ?? [], sourceWidth, sourceHeight, target, width, height);
        return target;
    }

    // Pixel centres within the circle.
    private static byte[] Disc(int width, int height, double x, double y, double radius, byte label) =>
        [.. Enumerable.Range(0, width * height).Select(i => Math.Pow((i % width) + 0.5 - x, 2) + Math.Pow((i / width) + 0.5 - y, 2) < radius * radius ? label : (byte)0)];
}
