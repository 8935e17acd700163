namespace SurgicalAI.Inference;

/// <summary>One value of a model's label maps, on its card.</summary>
public sealed record LabelCard
{
    /// <summary>Value of the pixels.</summary>
    public required byte Id { get; init; }

    /// <summary>Name in the vocabulary of the data sets: "shaft".</summary>
    public required string Name { get; init; }

    /// <summary>"instrument", "tissue", "lesion" or "other".</summary>
    public required string Kind { get; init; }
}
