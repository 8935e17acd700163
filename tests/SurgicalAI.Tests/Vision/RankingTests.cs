using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class RankingTests
{
    [Fact]
    public void PGreater_GoldenPairs_AsScipy() => Assert.All(GoldenMetrics.Load().Wilcoxon, golden =>
    {
        var rolls = new GoldenPictures(golden.Seed);
        double[] a = Values(rolls, golden, golden.Sides / 8), b = Values(rolls, golden, 0);
        Assert.Equal(1, WilcoxonSignedRank.PGreater(a, b) / golden.P, 1e-6);
    });

    [Fact]
    public void PGreater_FiveOfFiveGreater_IsOneInThirtyTwo() =>
        Assert.Equal(1 / 32.0, WilcoxonSignedRank.PGreater([1, 2, 3, 4, 5], [0, 0, 0, 0, 0]), 12);

    [Fact]
    public void PGreater_Equal_IsOne() => Assert.Equal(1, WilcoxonSignedRank.PGreater([1, 2], [1, 2]));

    [Fact]
    public void Rank_SteadyAgainstBrilliantButFailing_DifferByAccuracyAndRobustness()
    {
        var frames = Enumerable.Range(0, 60).ToArray();
        double[] steady = [.. frames.Select(i => 0.70 + (0.001 * i))];
        double[] brilliant = [.. frames.Select(i => i % 10 == 0 ? double.NaN : 0.90 + (0.001 * i))];
        double[] poor = [.. frames.Select(i => 0.30 + (0.002 * i))];
        var ranked = MethodRanking.Rank(["steady", "brilliant", "poor"], [steady, brilliant, poor]);
        Assert.Equal([(1, 2, 1), (2, 1, 3), (0, 3, 2)], ranked.Select(m => (m.Wins, m.AccuracyRank, m.RobustnessRank)));
    }

    [Fact]
    public void Rank_SameValues_ShareTheRank()
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(i => i / 20.0)];
        Assert.All(MethodRanking.Rank(["a", "b"], [values, [.. values]]), m => Assert.Equal((0, 1, 1), (m.Wins, m.AccuracyRank, m.RobustnessRank)));
    }

    [Fact]
    public void Rank_MethodWithoutAFrame_Throws() => Assert.Throws<ArgumentException>(() => MethodRanking.Rank(["a", "b"], [[1, 2], [1]]));

    private static double[] Values(GoldenPictures rolls, GoldenWilcoxon golden, int shift) =>
        [.. Enumerable.Range(0, golden.Count).Select(_ => (double)(rolls.Roll(golden.Sides) + shift) / golden.Sides)];
}
