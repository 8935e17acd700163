namespace SurgicalAI.Vision.Detection;

/// <summary>When a detection becomes a marker, and how long the marker stays.</summary>
public sealed record TrackerOptions
{
    /// <summary>Operating point of a network whose card names none.</summary>
    public const double DefaultLeast = 0.5;

    /// <summary>Least score of a detection, 0 to 1: the operating point.</summary>
    public double Least { get; init; } = DefaultLeast;

    /// <summary>A track is shown once it was hit this often ...</summary>
    public int Hits { get; init; } = 3;

    /// <summary>... in so many frames, at most 32.</summary>
    public int Window { get; init; } = 5;

    /// <summary>A track ends after so many frames in a row without a hit.</summary>
    public int Misses { get; init; } = 6;

    /// <summary>Least IoU of a detection with the track's predicted box.</summary>
    public double LeastIou { get; init; } = 0.2;

    /// <summary>Share of the way to the measured box that a track goes with each hit, 0 to 1.</summary>
    public double Alpha { get; init; } = 0.6;

    /// <summary>Share of the difference that its speed takes up.</summary>
    public double Beta { get; init; } = 0.2;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public TrackerOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, Hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Window, 32);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Misses);
        return this;
    }
}
