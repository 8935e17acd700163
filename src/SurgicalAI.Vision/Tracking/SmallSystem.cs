namespace SurgicalAI.Vision.Tracking;

/// <summary>Solves small symmetric positive systems in place. Hot path.</summary>
internal static class SmallSystem
{
    /// <summary>Solves by elimination with the largest pivot on the diagonal's column.</summary>
    /// <param name="system">n rows of n + 1 numbers, the right side last; destroyed.</param>
    /// <param name="n">Unknowns.</param>
    /// <param name="solution">Written.</param>
    /// <param name="firstOfInverse">Written: first element of the inverse's diagonal, the first unknown's variance in units of the noise's.</param>
    public static bool TrySolve(Span<double> system, int n, Span<double> solution, out double firstOfInverse)
    {
        // The first unknown is eliminated last, so that what remains of its diagonal is the inverse's reciprocal.
        firstOfInverse = 0;
        var m = n + 1;
        for (var k = n - 1; k >= 0; k--)
        {
            var pivot = system[(k * m) + k];
            if (!(pivot > 1e-9))
            {
                return false;
            }

            for (var r = 0; r < k; r++)
            {
                var factor = system[(r * m) + k] / pivot;
                for (var c = 0; c <= k; c++)
                {
                    system[(r * m) + c] -= factor * system[(k * m) + c];
                }

                system[(r * m) + n] -= factor * system[(k * m) + n];
            }
        }

        firstOfInverse = 1 / system[0];
        for (var k = 0; k < n; k++)
        {
            var sum = system[(k * m) + n];
            for (var c = 0; c < k; c++)
            {
                sum -= system[(k * m) + c] * solution[c];
            }

            solution[k] = sum / system[(k * m) + k];
        }

        return true;
    }
}
