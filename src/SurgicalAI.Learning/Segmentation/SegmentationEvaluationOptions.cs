namespace SurgicalAI.Learning.Segmentation;

/// <summary>What is evaluated, and the facts that belong in the report.</summary>
public sealed record SegmentationEvaluationOptions
{
    /// <summary>Number of scenes.</summary>
    public int Frames { get; init; } = 300;

    /// <summary>Seed of the first scene; the others follow it one by one. Training uses seeds from 10,000,000 on.</summary>
    public ulong Seed { get; init; } = 2000;

    /// <summary>Name of the model.</summary>
    public string ModelName { get; init; } = "";

    /// <summary>Sha256 of the network's file.</summary>
    public string ModelSha256 { get; init; } = "";

    /// <summary>Device that the network ran on.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Machine, as a person would name it.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Commit of the program.</summary>
    public string Commit { get; init; } = "";
}
