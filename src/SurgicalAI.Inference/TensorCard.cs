namespace SurgicalAI.Inference;

/// <summary>One input or output of a model, as its card states it.</summary>
public sealed record TensorCard
{
    /// <summary>Name in the graph.</summary>
    public required string Name { get; init; }

    /// <summary>Element type: "uint8", "float32" or "int64".</summary>
    public required string Type { get; init; }

    /// <summary>Dimensions; -1 where the model takes any size.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Meaning of the dimensions and units of the values ("N,H,W,C; BGR 0..255").</summary>
    public string Units { get; init; } = "";
}
