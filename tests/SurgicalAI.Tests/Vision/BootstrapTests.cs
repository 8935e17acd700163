using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class BootstrapTests
{
    [Fact]
    public void Quantile_BetweenValues_IsInterpolated() => Assert.Equal(1.3, Spread.Quantile([1, 2, 3, 4], 0.1), 12);

    [Fact]
    public void Of_KnownValues_IsTheirDescription()
    {
        var spread = Spread.Of([4, 1, 3, 2]);
        Assert.Equal((4, 2.5, 1.75, 2.5, 3.25, 1.0, 4.0), (spread.Count, spread.Mean, spread.P25, spread.Median, spread.P75, spread.Min, spread.Max));
        Assert.Equal(Math.Sqrt(5.0 / 3), spread.Sd, 12);
    }

    // All 4^4 draws of four groups, which the bootstrap samples.
    [Fact]
    public void MeanInterval_FourGroups_AsAllDrawsCounted()
    {
        double[][] groups = [[0.1, 0.2], [0.5, 0.6, 0.7], [0.9], [0.3, 0.3]];
        var all = new List<double>();
        for (var code = 0; code < 256; code++)
        {
            double[] drawn = [.. Enumerable.Range(0, 4).SelectMany(i => groups[(code >> (2 * i)) & 3])];
            all.Add(drawn.Average());
        }

        double[] sorted = [.. all.Order()];
        var (low, high) = ClusterBootstrap.MeanInterval(groups, seed: 3, resamples: 200_000);
        Assert.InRange(low, Spread.Quantile(sorted, 0.02), Spread.Quantile(sorted, 0.03));
        Assert.InRange(high, Spread.Quantile(sorted, 0.97), Spread.Quantile(sorted, 0.98));
    }

    [Fact]
    public void MeanInterval_TwoGroups_SpansTheirMeans() => Assert.Equal((0.5, 0.75), ClusterBootstrap.MeanInterval([[0.25, 0.75], [0.75, 0.75]], 1));

    [Fact]
    public void MeanInterval_SameSeed_SameInterval()
    {
        double[][] groups = [[0.1], [0.4, 0.5], [0.8], [0.9, 0.3], [0.2]];
        Assert.Equal(ClusterBootstrap.MeanInterval(groups, 7), ClusterBootstrap.MeanInterval(groups, 7));
        Assert.NotEqual(ClusterBootstrap.MeanInterval(groups, 7, 101), ClusterBootstrap.MeanInterval(groups, 8, 101));
    }

    // Frames of a group that are all alike are worth one frame: counted one by one they would feign an interval three times as narrow.
    [Fact]
    public void MeanInterval_FramesAlikeWithinGroups_NoNarrowerThanOneFrameEach()
    {
        var means = Enumerable.Range(0, 12).Select(i => i / 12.0).ToArray();
        var one = ClusterBootstrap.MeanInterval(means.Select(m => new[] { m }), 5);
        var many = ClusterBootstrap.MeanInterval(means.Select(m => Enumerable.Repeat(m, 10).ToArray()), 5);
        Assert.Equal(one.Low, many.Low, 12);
        Assert.Equal(one.High, many.High, 12);
    }

    [Fact]
    public void MeanInterval_NoValues_IsNotANumber() => Assert.True(double.IsNaN(ClusterBootstrap.MeanInterval([[]], 1).Low));
}
