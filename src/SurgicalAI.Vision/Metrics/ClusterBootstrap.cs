namespace SurgicalAI.Vision.Metrics;

/// <summary>
/// Confidence intervals that know that frames of one operation are alike: whole groups (patients, operations, centres) are drawn again
/// with replacement, never single frames.
/// </summary>
/// <remarks>With few groups the interval is honest but coarse: with two it spans from the one group's mean to the other's.</remarks>
public static class ClusterBootstrap
{
    /// <summary>Interval of the mean over all frames.</summary>
    /// <param name="groups">The frames' values, group by group; empty groups are left out.</param>
    /// <param name="seed">Seed of the draws; the same seed gives the same interval.</param>
    /// <param name="resamples">Number of draws.</param>
    /// <param name="level">Level of confidence.</param>
    /// <returns>Both ends by the percentile method; NaN without values.</returns>
    public static (double Low, double High) MeanInterval(IEnumerable<IReadOnlyCollection<double>> groups, ulong seed, int resamples = 10_000, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resamples);
        (double Sum, int Count)[] sums = [.. groups.Where(g => g.Count > 0).Select(g => (g.Sum(), g.Count))];
        if (sums.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < sums.Length; i++)
            {
                var drawn = sums[random.Next(sums.Length)];
                (sum, count) = (sum + drawn.Sum, count + drawn.Count);
            }

            means[r] = sum / count;
        }

        Array.Sort(means);
        return (Spread.Quantile(means, (1 - level) / 2), Spread.Quantile(means, (1 + level) / 2));
    }
}
