using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Data;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

public sealed class SceneCalibrationTests
{
    [Fact]
    public void AddScene_RightAsOftenAsItSays_LeavesTheLogits()
    {
        // Shaft against background at 4 : 1, and shaft in four of five pixels.
        using var logits = Logits(5, (0, 0), (1, Math.Log(4)));
        Assert.InRange(Best(logits, [1, 1, 1, 1, 0]), 0.93, 1.07);
    }

    [Fact]
    public void AddScene_TornBetweenTwoClassesThatTheLabelsDoNotTellApart_IsNoReasonToDoubt()
    {
        // The pixels of the test above, and ten of background or gauze in frames that tell of instruments alone: their label is right however torn.
        using var logits = cat([Logits(5, (0, 0), (1, Math.Log(4))), Logits(10, (0, 1.0), (SegmentationClasses.AllNames.ToList().IndexOf("gauze"), 0.9))]);
        Assert.InRange(Best(logits, [1, 1, 1, 1, 0, .. Enumerable.Repeat((long)PixelMeanings.NoInstrument, 10)]), 0.5, 0.85);
    }

    private static double Best(Tensor logits, long[] labels)
    {
        using var calibration = new SceneCalibration(new PixelMeanings());
        var costs = new double[SceneCalibration.Temperatures.Length];
        calibration.AddScene(logits, labels, costs);
        return SceneCalibration.Temperatures[Array.IndexOf(costs, costs.Min())];
    }

    private static Tensor Logits(int pixels, params (int Class, double Value)[] classes)
    {
        var logits = full([pixels, SceneShape.Classes], -30f);
        foreach (var (index, value) in classes)
        {
            _ = logits.select(1, index).fill_(value);
        }

        return logits;
    }
}
