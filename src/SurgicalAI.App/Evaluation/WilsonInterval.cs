namespace SurgicalAI.App.Evaluation;

/// <summary>Confidence interval of a success rate.</summary>
internal static class WilsonInterval
{
    private const double Z95 = 1.959963984540054;

    /// <summary>Wilson score interval at 95 %.</summary>
    /// <param name="successes">Successes, 0 to trials.</param>
    /// <param name="trials">Trials, at least 1.</param>
    public static double[] At95(int successes, int trials)
    {
        double n = trials;
        var p = successes / n;
        var z2 = Z95 * Z95;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z95 / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return [Math.Max(0, centre - half), Math.Min(1, centre + half)];
    }
}
