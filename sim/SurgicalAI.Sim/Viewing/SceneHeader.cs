using System.Text.Json;
using System.Text.Json.Serialization;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Viewing;

/// <summary>What a scene stream shows; its first message.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Seed">Seed of the episode.</param>
/// <param name="Driver">Who drives the arms, in words.</param>
/// <param name="StepS">Simulated time of one step, seconds.</param>
/// <param name="TimeLimitS">Time limit of the episode, seconds.</param>
/// <param name="WidthPx">Width of the endoscope's picture, pixels.</param>
/// <param name="HeightPx">Height of the endoscope's picture, pixels.</param>
/// <param name="FovRad">Horizontal field of view of the endoscope, rad.</param>
public sealed record SceneHeader(
    string Task,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] ulong Seed,
    string Driver,
    double StepS,
    double TimeLimitS,
    int WidthPx,
    int HeightPx,
    double FovRad)
{
    /// <summary>Name of the layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SceneMessage.Schema;

    /// <summary>Names of the label values.</summary>
    public IReadOnlyList<string> Labels { get; init; } = SegmentationClasses.AllNames;

    /// <summary>The header as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SceneHeaderJson.Default.SceneHeader);
}

// A seed of 64 bits does not fit into a browser's number; it goes as text.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SceneHeader))]
internal sealed partial class SceneHeaderJson : JsonSerializerContext;
