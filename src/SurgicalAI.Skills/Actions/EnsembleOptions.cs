namespace SurgicalAI.Skills.Actions;

/// <summary>How plans made at different times are blended.</summary>
public sealed record EnsembleOptions
{
    /// <summary>
    /// m of the weight exp(-m i), where i counts plan steps from the oldest plan (0) to the newer ones. ACT's 0.01 is almost
    /// a plain average; a negative value trusts newer plans more.
    /// </summary>
    public double Decay { get; init; } = 0.01;

    /// <summary>Plans older than this do not count, seconds. Old plans calm the motion but answer late to what has changed.</summary>
    public double MaximumAgeS { get; init; } = 0.5;

    /// <summary>Plans kept at most.</summary>
    public int MaximumPlans { get; init; } = 32;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(Decay), false, nameof(Decay));
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumAgeS);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumPlans, 1);
    }
}
