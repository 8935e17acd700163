namespace SurgicalAI.Vision.Metrics;

/// <summary>Wilcoxon's signed-rank test for pairs, one-sided.</summary>
/// <remarks>
/// As R's wilcox.test(paired = TRUE), which challenge rankings use: pairs without difference are dropped; exact below 50 pairs when no two
/// differences are equally large and none is zero, else the normal approximation with correction for ties and continuity.
/// </remarks>
public static class WilcoxonSignedRank
{
    private const int ExactBelow = 50;

    /// <summary>Probability of so high a rank sum, if neither of the two were the greater.</summary>
    /// <param name="a">Values that may be the greater ones.</param>
    /// <param name="b">The values paired with them.</param>
    /// <returns>One-sided p; 1 when no pair differs.</returns>
    public static double PGreater(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, a.Length);
        var differences = new List<double>(a.Length);
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i])
            {
                differences.Add(a[i] - b[i]);
            }
        }

        if (differences.Count == 0)
        {
            return 1;
        }

        var (positive, tieTerm) = RankSum(differences);
        var exact = tieTerm == 0 && differences.Count == a.Length && a.Length < ExactBelow;
        return exact ? Exact((int)positive, differences.Count) : Normal(positive, tieTerm, differences.Count);
    }

    // Sum of the ranks (by size, ties averaged) of the positive differences; and the sum of t^3 - t over the ties.
    private static (double Positive, double TieTerm) RankSum(List<double> differences)
    {
        double[] sorted = [.. differences.OrderBy(Math.Abs)];
        var (positive, tieTerm) = (0.0, 0.0);
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && Math.Abs(sorted[to]) == Math.Abs(sorted[from]); to++)
            {
            }

            double rank = (from + 1 + to) / 2.0, ties = to - from;
            positive += rank * sorted.AsSpan(from, to - from).ToArray().Count(d => d > 0);
            tieTerm += (ties * ties * ties) - ties;
        }

        return (positive, tieTerm);
    }

    // Share of all 2^n choices of signs whose rank sum is at least as high; counted by adding rank after rank.
    private static double Exact(int positive, int n)
    {
        var ways = new double[(n * (n + 1) / 2) + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= n; rank++)
        {
            for (var sum = ways.Length - 1; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        return ways[positive..].Sum() / Math.Pow(2, n);
    }

    private static double Normal(double positive, double tieTerm, int n)
    {
        var mean = n * (n + 1) / 4.0;
        var variance = (n * (n + 1.0) * ((2 * n) + 1) / 24) - (tieTerm / 48);
        return Gauss.Upper((positive - mean - 0.5) / Math.Sqrt(variance));
    }
}
