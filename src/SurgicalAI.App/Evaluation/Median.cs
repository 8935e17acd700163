namespace SurgicalAI.App.Evaluation;

/// <summary>Middle of some numbers.</summary>
internal static class Median
{
    /// <summary>The median; null of nothing.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
