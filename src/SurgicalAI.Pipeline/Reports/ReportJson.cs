using System.Text.Json;
using System.Text.Json.Serialization;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>Serializers made at build time: no reflection, snake_case keys.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
