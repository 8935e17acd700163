namespace SurgicalAI.Vision.Metrics;

/// <summary>How a figure is spread over frames.</summary>
/// <param name="Count">Values.</param>
/// <param name="Mean">Mean; NaN without values, as are the others.</param>
/// <param name="Sd">Standard deviation (n - 1); 0 for one value.</param>
/// <param name="P5">5th percentile: how bad a bad frame is.</param>
/// <param name="P25">Lower quartile.</param>
/// <param name="Median">Median.</param>
/// <param name="P75">Upper quartile.</param>
/// <param name="Min">Smallest.</param>
/// <param name="Max">Greatest.</param>
public sealed record Spread(int Count, double Mean, double Sd, double P5, double P25, double Median, double P75, double Min, double Max)
{
    /// <summary>Describes values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var mean = sorted.Average();
        var sd = sorted.Length == 1 ? 0 : Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / (sorted.Length - 1));
        return new(
            sorted.Length, mean, sd, Quantile(sorted, 0.05), Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), sorted[0], sorted[^1]);
    }

    /// <summary>Quantile with linear interpolation between the two nearest values (R's type 7, numpy's default).</summary>
    /// <param name="sorted">Values in rising order, at least one.</param>
    /// <param name="q">0 to 1.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        var at = q * (sorted.Length - 1);
        var low = (int)Math.Floor(at);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }
}
