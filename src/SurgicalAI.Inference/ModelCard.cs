using System.Text.Json;
using System.Text.Json.Serialization;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Inference;

/// <summary>What stands in a model's <c>card.json</c>: identity, contract, origin and how to make it again.</summary>
/// <remarks>The reader sets a list that the file lacks to null, whatever its initial value; the setters turn that into an empty one.</remarks>
public sealed record ModelCard
{
    /// <summary>Name of the model, as its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Sha256 of <c>model.onnx</c>, 64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Inputs of the graph.</summary>
    public required IReadOnlyList<TensorCard> Inputs { get; init; }

    /// <summary>Outputs of the graph.</summary>
    public required IReadOnlyList<TensorCard> Outputs { get; init; }

    /// <summary>Names of the label values in order; empty for a model that labels nothing.</summary>
    public IReadOnlyList<string> Classes { get; init => field = value ?? []; } = [];

    /// <summary>The label values with what they stand for; empty for a model that labels nothing or has only <see cref="Classes"/>.</summary>
    public IReadOnlyList<LabelCard> Labels { get; init => field = value ?? []; } = [];

    /// <summary>Probability from which a pixel of the lesion map is a lesion, above 0 and up to 1; null for a model without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LesionThreshold { get; init; }

    /// <summary>Mean probability from which a region of the lesion map is shown as a detection, above 0 and up to 1; null where nobody chose it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DetectionThreshold { get; init; }

    /// <summary>How inputs are scaled and where (inside the graph, before it).</summary>
    public string Normalisation { get; init; } = "";

    /// <summary>What it was trained on.</summary>
    public string Data { get; init; } = "";

    /// <summary>Seed of the training.</summary>
    public ulong Seed { get; init; }

    /// <summary>Commit of this repository that trained it.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Day of the training (ISO 8601).</summary>
    public string Date { get; init; } = "";

    /// <summary>Measured figures by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Command that makes the model again.</summary>
    public required string Retrain { get; init; }

    /// <summary>Name and the first 12 hex digits of the hash, for reports and messages: "needle-reach-act@1a2b3c4d5e6f".</summary>
    public string Id => $"{Name}@{Sha256[..12]}";

    /// <summary>Reads a card.</summary>
    /// <exception cref="UserErrorException">The file is missing, is not a card, or its sha256 is not one.</exception>
    public static ModelCard Load(string path)
    {
        var card = Parse(path);
        return card.Sha256.Length == 64 && card.Sha256.All(char.IsAsciiHexDigitLower)
            ? card
            : throw new UserErrorException($"{path}: sha256 must be 64 lower-case hex digits.");
    }

    /// <summary>Writes the card as indented JSON with snake_case keys.</summary>
    public void Save(string path) =>
        AtomicFile.Write(path, JsonSerializer.Serialize(this, ModelCardJson.Default.ModelCard) + "\n");

    private static ModelCard Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ModelCardJson.Default.ModelCard)
                ?? throw new UserErrorException($"{path}: the model card is empty.");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path} is not a model card: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
