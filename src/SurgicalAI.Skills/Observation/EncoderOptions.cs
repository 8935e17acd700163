namespace SurgicalAI.Skills.Observation;

/// <summary>How specks in the label maps are told from things.</summary>
public sealed record EncoderOptions
{
    /// <summary>Components smaller than this are ignored, pixels of the label map.</summary>
    public int MinimumAreaPx { get; init; } = 4;

    /// <summary>
    /// Components smaller than this fraction of their class's largest are ignored. The target keeps only its largest:
    /// it is one round thing, and a speck far away would move its centroid most.
    /// </summary>
    public double MinimumFraction { get; init; } = 0.1;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumAreaPx);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MinimumFraction, 1);
    }
}
