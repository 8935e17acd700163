using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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

    /// <summary>Writes to a temporary name beside the file and renames.</summary>
    public static void Write<T>(FileInfo file, T report)
    {
        file.Directory?.Create();
        var temporary = file.FullName + ".tmp";
        try
        {
            File.WriteAllText(temporary, JsonSerializer.Serialize(report, Layout) + "\n");
            File.Move(temporary, file.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
