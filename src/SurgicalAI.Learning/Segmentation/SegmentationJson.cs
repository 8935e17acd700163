using System.Text.Json.Serialization;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Source-generated writer of the report.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SegmentationEvaluation))]
internal sealed partial class SegmentationJson : JsonSerializerContext;
