using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Tests.Native.Evaluation;

public sealed class SceneEvaluatorTests
{
    private static readonly LabelSet s_parts = LabelSet.Of("background", "shaft", "wrist", "jaw");

    [Fact]
    public void Run_AnswerIsTheTruth_OneInEveryFigure()
    {
        using var set = new PaintedFrames("background", "shaft", "wrist").Add("A", "0110 0220", "0110 0220").Add("B", "1100 2200", "1100 2200");
        var e = Run(set, new(s_parts));
        Assert.Equal((1, 1, 1, 1), (e.MeanIou, e.Binary.Iou.Mean, e.Binary.Dice.Mean, e.Binary.Nsd.Mean));
        Assert.Equal((1, 1, 1), (e.EndoVis.ChallengeIou, e.EndoVis.MeanIou, e.SarRarp.Score));
    }

    [Fact]
    public void Run_HandPaintedFrames_FiguresByHand()
    {
        using var set = new PaintedFrames("background", "shaft", "wrist")
            .Add("A", "1111 0000", "1100 0000")  // binary 2/4
            .Add("A", "1100 2200", "1100 1100")  // binary 4/4; shaft 2/4, wrist 0/2
            .Add("B", "0000 0000", "0000 0000")  // nothing to score
            .Add("B", "0000 0000", "0001 0000"); // binary 0
        var e = Run(set, new(s_parts));
        Assert.Equal([0.5, 1, double.NaN, 0], e.Frames.Select(f => f.Binary.Iou));
        Assert.Equal(0.5, e.Binary.Iou.Mean);
        Assert.Equal([("A", 0.75), ("B", 0.0)], e.Groups.Select(g => (g.Group, g.Iou.Mean)));
        Assert.Equal([("shaft", 3, (0.5 + 0.5 + 0) / 3), ("wrist", 1, 0)], e.Classes.Select(c => (c.Label.Name, c.Frames, c.Iou)));
        Assert.Equal(1 / 6.0, e.MeanIou, 12);
        Assert.Equal(6 / 9.0, e.Binary.Pooled.Iou, 12);
        Assert.Equal(["B/3", "A/0", "A/1"], e.Worst.Select(f => f.Name));
    }

    [Fact]
    public void Run_SetThatSaysTip_WristAndJawAreIt()
    {
        using var set = new PaintedFrames("background", "shaft", "tip").Add("A", "1122", "1123");
        Assert.Equal([1, 1], Run(set, new(s_parts)).Classes.Select(c => c.Iou));
    }

    [Fact]
    public void Run_UnlabelledPixels_CountForNothing()
    {
        using var set = new PaintedFrames("background", "shaft").Add("A", "11??", "1111");
        var e = Run(set, new(s_parts, doubt: true));
        Assert.Equal((1, 1, 1, 2), (e.Binary.Iou.Mean, e.Binary.Nsd.Mean, e.MeanIou, e.Calibration?.Pixels.Pixels));
    }

    [Fact]
    public void Run_ClassThatTheNetworkCannotSay_IsZeroAndSaysSo()
    {
        using var set = new PaintedFrames("background", "shaft", "liver").Add("A", "1122", "1100");
        var e = Run(set, new(s_parts));
        Assert.Equal([(true, 1.0), (false, 0.0)], e.Classes.Select(c => (c.Known, c.Iou)));
        Assert.Equal(0.5, e.MeanIou);
    }

    [Fact]
    public void Run_OneGroup_IntervalOverFrames_SeveralGroups_OverGroups()
    {
        using var one = new PaintedFrames("background", "shaft").Add("A", "11", "11").Add("A", "11", "10");
        using var two = new PaintedFrames("background", "shaft").Add("A", "11", "11").Add("B", "11", "10");
        var (alone, both) = (Run(one, new(s_parts)).Binary, Run(two, new(s_parts)).Binary);
        Assert.Equal((false, true), (alone.IntervalOverGroups, both.IntervalOverGroups));
        Assert.Equal((0.5, 1.0), (both.IouLow, both.IouHigh));
    }

    [Fact]
    public void Run_SureAndHalfWrong_CalibrationErrorIsOneHalf()
    {
        using var set = new PaintedFrames("background", "shaft").Add("A", "1100", "1010");
        Assert.Equal(0.5, Run(set, new(s_parts, doubt: true)).Calibration?.Pixels.ExpectedError());
        Assert.Null(Run(set, new(s_parts)).Calibration);
    }

    [Fact]
    public void Run_DoubtInTheBadFrames_FlagsThem()
    {
        using var set = new PaintedFrames("background", "shaft");
        for (var i = 0; i < 20; i++)
        {
            set.Add("A", "1111", i < 3 ? "1000" : "1111", doubt: i < 3 ? (byte)90 : (byte)5);
        }

        Assert.Equal(1, Run(set, new(s_parts, doubt: true)).Calibration?.FailuresFlagged);
    }

    [Fact]
    public void Run_SetOfLesions_CalibrationIsTheLesionMaps()
    {
        // Doubt of the scene's label 250 of 255; of the lesion 25 where it says one, 10 elsewhere, and it is right everywhere.
        using var set = new PaintedFrames("background", "polyp").Add("A", "1100", "9900", doubt: 250);
        var error = Run(set, new(s_parts, doubt: true, lesion: true)).Calibration?.Pixels.ExpectedError();
        Assert.Equal((25 + 10) / 2.0 / 255, error!.Value, 6);
    }

    // Lesion maps say 230 of 255 where the answer has a 9.
    [Fact]
    public void Run_SetOfLesions_ScoredByTheLesionMapAndAsDetections()
    {
        using var set = new PaintedFrames("background", "polyp")
            .Add("C1", "0110 0110", "0990 0990")
            .Add("C2", "0110 0110", "0000 0000")
            .Add("C2", "0000 0000", "0009 0009");
        var e = Run(set, new(s_parts, lesion: true));
        Assert.Equal(LabelKind.Lesion, e.Foreground);
        Assert.Equal([1, 0, 0], e.Frames.Select(f => f.Binary.Dice));
        Assert.True(e.Classes[0].Known);
        Assert.Equal((0.5, 1 / 3.0), (e.Lesions?.At(1).FrameSensitivity, e.Lesions?.At(1).FalsePositivesPerFrame));
    }

    [Fact]
    public void Run_GroupAndSplit_OnlyThose()
    {
        using var set = new PaintedFrames("background", "shaft").Add("A", "11", "11", split: "test").Add("A", "11", "10", split: "train").Add("B", "11", "00", split: "test");
        Assert.Equal(["A/0"], Run(set, new(s_parts), new() { Groups = ["A"], Split = "test" }).Frames.Select(f => f.Name));
        Assert.Equal(["A/0", "A/1"], Run(set, new(s_parts), new() { Frames = 2 }).Frames.Select(f => f.Name));
    }

    [Fact]
    public void Run_NothingToScore_OneLineSaysWhy()
    {
        using var set = new PaintedFrames("background", "shaft").Add("A", "11", "11");
        Assert.Contains("no group 'Z'; it has A", Refusal(set, new() { Groups = ["Z"] }), StringComparison.Ordinal);
        Assert.Contains("no labelled frame in its part 'val'", Refusal(set, new() { Split = "val" }), StringComparison.Ordinal);
        using var tissue = new PaintedFrames("background", "liver").Add("A", "11", "11");
        Assert.Contains("no label of an instrument or a lesion", Refusal(tissue, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Robustness_CurvesFromTheCleanPictureOn()
    {
        using var set = new PaintedFrames("background", "shaft").Add("A", "11110000 11110000", "11110000 11110000");
        var e = Run(set, new(s_parts), new() { Robustness = true });
        Assert.Equal(["blur", "smoke", "noise", "over-exposure", "under-exposure", "jpeg"], e.Robustness.Select(c => c.Kind));
        Assert.All(e.Robustness, c => Assert.Equal([0, 1, 2, 3, 4, 5], c.Points.Select(p => p.Strength)));
        Assert.All(e.Robustness, c => Assert.Equal(1, c.Points[0].Iou));
    }

    private static SceneEvaluation Run(PaintedFrames set, PaintedFrames.Reader network, EvaluationOptions? options = null) =>
        SceneEvaluator.Run(set, network, options ?? new(), null, CancellationToken.None);

    private static string Refusal(PaintedFrames set, EvaluationOptions options) =>
        Assert.Throws<UserErrorException>(() => Run(set, new(s_parts), options)).Message;
}
