using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SurgicalAI.Core.Files;

namespace SurgicalAI.App.Reports;

/// <summary>Writes a report whole or not at all.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Writes the report, with snake_case keys.</summary>
    public static void Write<T>(FileInfo file, T report) => AtomicFile.Write(file.FullName, JsonSerializer.Serialize(report, Layout) + "\n");
}
