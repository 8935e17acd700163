namespace SurgicalAI.Vision.Evaluation;

/// <summary>How a network is scored on a data set.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Tolerance of the boundary score (NSD), pixels of the data set's frames. 10 is SAR-RARP50's.</summary>
    public double TolerancePx { get; init; } = 10;

    /// <summary>Seed of the bootstrap and of the corruptions.</summary>
    public ulong Seed { get; init; } = 7;

    /// <summary>At most so many frames, evenly over the set; null for all.</summary>
    public int? Frames { get; init; }

    /// <summary>Only frames of these groups; empty for all.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Only frames of this part ("test"); null for all.</summary>
    public string? Split { get; init; }

    /// <summary>Number of the worst frames to show.</summary>
    public int WorstFrames { get; init; } = 12;

    /// <summary>Whether the network is also tried on corrupted pictures.</summary>
    public bool Robustness { get; init; }
}
