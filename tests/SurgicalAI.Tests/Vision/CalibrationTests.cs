using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class CalibrationTests
{
    [Fact]
    public void ExpectedError_GoldenPictures_AsNumpy() => Assert.All(GoldenMetrics.Load().Calibration, golden =>
    {
        var pictures = new GoldenPictures(golden.Seed);
        var (truth, predicted) = (pictures.Draw(120, 90, 3), pictures.Draw(120, 90, 3));
        byte[] doubt = [.. Enumerable.Range(0, truth.Length).Select(_ => (byte)pictures.Roll(256))];
        var calibration = new Calibration();
        calibration.Add(truth, predicted, doubt);
        Assert.Equal(golden.Error, calibration.ExpectedError(golden.Bins), 9);
    });

    [Fact]
    public void ExpectedError_SureAndHalfRight_IsOneHalf()
    {
        var calibration = new Calibration();
        calibration.Add([0, 1, 1, 0, 255], [0, 1, 0, 1, 0], [0, 0, 0, 0, 0]);
        Assert.Equal((0.5, 4), (calibration.ExpectedError(), calibration.Pixels));
    }

    [Fact]
    public void Bins_OfAllConfidences_AddUpToOne()
    {
        var calibration = new Calibration();
        byte[] doubt = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        calibration.Add(new byte[256], new byte[256], doubt);
        var bins = calibration.Bins(10);
        Assert.Equal(1, bins.Sum(b => b.Share), 12);
        Assert.All(bins, b => Assert.InRange(b.Confidence, b.From, b.To));
    }

    [Fact]
    public void ExpectedError_NoPixels_IsNotANumber() => Assert.True(double.IsNaN(new Calibration().ExpectedError()));

    [Fact]
    public void FrameDoubt_SureMask_IsZero_HalfSureMask_IsExpectedDice()
    {
        Assert.Equal(0, FrameDoubt.Of([1, 1, 0], [0, 0, 0]));
        Assert.Equal(1 - (2 * 1.5 / (2 + 1.5 + 0.2)), FrameDoubt.Of([1, 1, 0], [0, 127, 51]), 0.002);
    }

    [Fact]
    public void FrameDoubt_NothingPredicted_OneOnlyWithDoubt()
    {
        Assert.Equal(1, FrameDoubt.Of([0, 0], [0, 10]));
        Assert.Equal(0, FrameDoubt.Of([0, 0], [0, 0]));
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(-1, 0.0)]
    public void FailuresFlagged_DoubtFollowsFailure_AllOrNone(int sign, double share)
    {
        double[] scores = [.. Enumerable.Range(0, 40).Select(i => i / 40.0)];
        Assert.Equal(share, FrameDoubt.FailuresFlagged(scores, [.. scores.Select(s => -sign * s)]));
    }

    [Fact]
    public void FailuresFlagged_OneOfTwoFound_IsOneHalf()
    {
        double[] scores = [.. Enumerable.Range(0, 20).Select(i => i / 20.0)];
        double[] doubts = [.. Enumerable.Range(0, 20).Select(i => i is 0 or 7 or 8 or 9 ? 1.0 : 0)];
        Assert.Equal(0.5, FrameDoubt.FailuresFlagged(scores, doubts));
    }

    [Fact]
    public void Wrong_HalfOfThePixelsWhollyDoubted_Half()
    {
        Assert.Equal(0.5, FrameDoubt.Wrong([255, 0, 0, 255]));
        Assert.Equal(0, FrameDoubt.Wrong([]));
    }
}
