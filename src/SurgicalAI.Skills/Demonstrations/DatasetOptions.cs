namespace SurgicalAI.Skills.Demonstrations;

/// <summary>What a data set of demonstrations holds; all its episodes agree on this.</summary>
public sealed record DatasetOptions
{
    /// <summary>Task in words, as a language-conditioned policy would be told it.</summary>
    public required string Task { get; init; }

    /// <summary>Kind of robot.</summary>
    public string RobotType { get; init; } = "dVRK-sim";

    /// <summary>Frames per second, a whole number.</summary>
    public int RateHz { get; init; } = 15;

    /// <summary>Width of each eye's picture, pixels.</summary>
    public required int WidthPx { get; init; }

    /// <summary>Height of each eye's picture, pixels.</summary>
    public required int HeightPx { get; init; }

    /// <summary>True when both eyes are recorded, false for the left alone.</summary>
    public bool Stereo { get; init; } = true;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Task);
        ArgumentException.ThrowIfNullOrWhiteSpace(RobotType);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WidthPx);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HeightPx);
    }
}
