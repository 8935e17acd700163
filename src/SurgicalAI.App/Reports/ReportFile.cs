using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Reports;

/// <summary>Writes a report whole or not at all, and reads one.</summary>
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

    /// <summary>Reads a report.</summary>
    /// <exception cref="UserErrorException">The file cannot be read or is not in this layout; one line names it.</exception>
    public static T Read<T>(FileInfo file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file.FullName), Layout) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{file} is not a report: {e.Message}", e);
        }
    }
}
