namespace SurgicalAI.Learning.Training;

/// <summary>Learning rate over a training: a short linear rise, then half a cosine down to nearly nothing.</summary>
/// <param name="Peak">Highest rate.</param>
/// <param name="Rise">Part of the training spent rising.</param>
internal readonly record struct OneCycle(double Peak, double Rise = 0.06)
{
    private const double Floor = 1e-3;

    /// <summary>Rate at a fraction of the training, 0 to 1.</summary>
    public double At(double fraction)
    {
        if (fraction < Rise)
        {
            return Peak * (0.05 + (0.95 * fraction / Rise));
        }

        var down = Math.Min(1, (fraction - Rise) / (1 - Rise));
        return Peak * (Floor + ((1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * down))));
    }
}
