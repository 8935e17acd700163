namespace SurgicalAI.Vision.Metrics;

/// <summary>One method among several.</summary>
/// <param name="Name">Method.</param>
/// <param name="Mean">Mean of its values, missing ones as 0.</param>
/// <param name="P5">5th percentile of its values, missing ones as 0.</param>
/// <param name="Wins">Methods that it beats significantly.</param>
/// <param name="AccuracyRank">1 = most wins; equal wins share the better rank.</param>
/// <param name="RobustnessRank">1 = highest 5th percentile; equal ones share the better rank.</param>
public sealed record RankedMethod(string Name, double Mean, double P5, int Wins, int AccuracyRank, int RobustnessRank);

/// <summary>The two rankings of ROBUST-MIS over the same frames: by accuracy (significant wins) and by robustness (5th percentile).</summary>
public static class MethodRanking
{
    /// <summary>Ranks methods.</summary>
    /// <param name="names">Methods.</param>
    /// <param name="values">By method: a score (higher is better, 0 the worst) for every frame, in the same order; NaN = no result, counts as 0.</param>
    /// <param name="alpha">Level of each of the pairwise one-sided Wilcoxon tests.</param>
    /// <returns>The methods in the order given.</returns>
    public static IReadOnlyList<RankedMethod> Rank(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<double>> values, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Count, names.Count);
        if (values.Any(v => v.Count != values[0].Count || v.Count == 0))
        {
            throw new ArgumentException("Every method needs a value for each of the same frames.", nameof(values));
        }

        double[][] filled = [.. values.Select(v => v.Select(x => double.IsNaN(x) ? 0 : x).ToArray())];
        int[] wins = [.. filled.Select(mine => filled.Count(other => mine != other && WilcoxonSignedRank.PGreater(mine, other) < alpha))];
        double[] p5 = [.. filled.Select(mine => Spread.Of(mine).P5)];
        return [.. names.Select((name, i) => new RankedMethod(name, filled[i].Average(), p5[i], wins[i], 1 + wins.Count(w => w > wins[i]), 1 + p5.Count(p => p > p5[i])))];
    }
}
