using System.Reflection;
using System.Text.Json;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>Opens the JSON of arms and tools: built into this assembly, by name, or a user's own file, by a path that ends in ".json".</summary>
internal static class ArmData
{
    private const string Extension = ".json";
    private const long MaxBytes = 1 << 20;
    private static readonly JsonDocumentOptions Tolerant = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<string> Names(string folder) =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(n => n[(folder.Length + 1)..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    public static Stream Open(string folder, string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return nameOrPath.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? OwnFile(nameOrPath) : BuiltIn(folder, nameOrPath);
    }

    public static JsonDocument Parse(string name, Stream json)
    {
        try
        {
            using (json)
            {
                return JsonDocument.Parse(json, Tolerant);
            }
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{name}: not valid JSON ({e.Message})", e);
        }
    }

    private static Stream BuiltIn(string folder, string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"{folder}/{name}{Extension}")
            ?? throw new UserErrorException($"No data named '{name}' in {folder}; known: {string.Join(", ", Names(folder))}, or the path of a {Extension} file.");

    public static MemoryStream OwnFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxBytes
                ? new(File.ReadAllBytes(path))
                : throw new UserErrorException($"{path}: more than 1 MiB, which is no data of this kind.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot be read ({e.Message}).", e);
        }
    }
}
