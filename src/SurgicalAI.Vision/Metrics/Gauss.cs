namespace SurgicalAI.Vision.Metrics;

/// <summary>The normal distribution.</summary>
internal static class Gauss
{
    /// <summary>Probability above z, to a relative error below 2e-7 at any z (Numerical Recipes' erfc by Chebyshev fit).</summary>
    public static double Upper(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        ReadOnlySpan<double> c = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var exponent = c[^1];
        for (var i = c.Length - 2; i >= 0; i--)
        {
            exponent = c[i] + (t * exponent);
        }

        var tail = 0.5 * t * Math.Exp((-x * x) + exponent);
        return z >= 0 ? tail : 1 - tail;
    }
}
