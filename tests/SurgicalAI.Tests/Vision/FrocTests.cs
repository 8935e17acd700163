using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class FrocTests
{
    private static readonly Box s_left = new(0, 0, 10, 10);
    private static readonly Box s_right = new(50, 0, 10, 10);
    private static readonly Box s_nowhere = new(100, 100, 10, 10);

    [Fact]
    public void Iou_Boxes_ByHand()
    {
        Assert.Equal(1, s_left.Iou(s_left));
        Assert.Equal(50.0 / 150, s_left.Iou(new(5, 0, 10, 10)));
        Assert.Equal(0, s_left.Iou(new(10, 0, 10, 10)));
    }

    // Two lesions in one frame, one in the other, and a frame without: 0.9 hit, 0.8 miss, 0.7 hit, 0.6 hit a second time, 0.5 miss.
    [Fact]
    public void Curve_ByHand()
    {
        var froc = new Froc();
        froc.Add([s_left, s_right], [new(s_left, 0.9), new(s_left, 0.6), new(s_nowhere, 0.5)]);
        froc.Add([s_left], [new(s_left, 0.7)]);
        froc.Add([], [new(s_nowhere, 0.8)]);
        Assert.Equal(
            [(0.9, 0.0, 1 / 3.0, 0.5), (0.8, 1 / 3.0, 1 / 3.0, 0.5), (0.7, 1 / 3.0, 2 / 3.0, 1.0), (0.6, 2 / 3.0, 2 / 3.0, 1.0), (0.5, 1.0, 2 / 3.0, 1.0)],
            froc.Curve().Select(p => (p.Threshold, p.FalsePositivesPerFrame, p.LesionSensitivity, p.FrameSensitivity)));
        Assert.Equal((0.5, 1.0), (froc.At(0.1).FrameSensitivity, froc.At(0.5).FrameSensitivity));
    }

    [Fact]
    public void At_SurestDetectionIsWrong_ShowsNothing()
    {
        var froc = new Froc();
        froc.Add([s_left], [new(s_nowhere, 0.9), new(s_left, 0.8)]);
        Assert.Equal((0, 0), (froc.At(0.5).FrameSensitivity, froc.At(0.5).FalsePositivesPerFrame));
        Assert.Equal(1, froc.At(1).FrameSensitivity);
    }

    [Fact]
    public void Add_BoxBelowTheIou_IsNoHit()
    {
        var strict = new Froc(0.5);
        strict.Add([s_left], [new(new(5, 0, 10, 10), 1)]);
        var lenient = new Froc(0.3);
        lenient.Add([s_left], [new(new(5, 0, 10, 10), 1)]);
        Assert.Equal((0, 1), (strict.At(10).LesionSensitivity, lenient.At(10).LesionSensitivity));
    }

    [Fact]
    public void Find_TwoRegionsAndACorner_JoinedOverCorners()
    {
        byte[] map =
        [
            9, 0, 0, 0, 5,
            0, 7, 0, 0, 0,
            0, 0, 0, 3, 3,
        ];
        Assert.Equal(
            [new(new(0, 0, 2, 2), 2, 8), new(new(4, 0, 1, 1), 1, 5), new(new(3, 2, 2, 1), 2, 3)],
            MaskRegions.Find(map, 5, 3));
        Assert.Equal([new(new(0, 0, 2, 2), 2, 8)], MaskRegions.Find(map, 5, 3, threshold: 4, minimumAreaPx: 2));
    }
}
