using System.Text.Json;
using System.Text.Json.Nodes;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Core.Imaging;

/// <summary><c>labels.json</c>: <c>{"labels":[{"id":1,"name":"shaft","kind":"instrument"}, ...]}</c>.</summary>
public static class LabelFile
{
    /// <summary>Name of the file in a data set's folder.</summary>
    public const string Name = "labels.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It is missing or is not such a file; one line says which and why.</exception>
    public static LabelSet Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(json.RootElement.GetProperty("labels"));
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path}: cannot be read ({e.Message}).", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new UserErrorException($"{path}: not a list of labels ({e.Message}); it must be {{\"labels\":[{{\"id\":1,\"name\":\"shaft\",\"kind\":\"instrument\"}}]}}.", e);
        }
    }

    /// <summary>Reads the array of labels inside another file.</summary>
    /// <param name="labels">Array of objects with id (0 to 254), name and kind.</param>
    public static LabelSet Parse(JsonElement labels) => new(labels.EnumerateArray().Select(ParseOne));

    /// <summary>The array of labels, for a file of another kind.</summary>
    public static JsonArray ToJson(LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return [.. labels.Definitions.Select(d => (JsonNode)new JsonObject { ["id"] = d.Id, ["name"] = d.Name, ["kind"] = Word(d.Kind) })];
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, LabelSet labels) =>
        AtomicFile.Write(path, new JsonObject { ["labels"] = ToJson(labels) }.ToJsonString(Indented) + "\n");

    /// <summary>The word of a kind in files: "other", "instrument", "tissue", "lesion".</summary>
    public static string Word(LabelKind kind) => kind switch
    {
        LabelKind.Instrument => "instrument",
        LabelKind.Tissue => "tissue",
        LabelKind.Lesion => "lesion",
        _ => "other",
    };

    private static LabelDefinition ParseOne(JsonElement label) =>
        new(label.GetProperty("id").GetByte(), label.GetProperty("name").GetString() ?? "", Kind(label.GetProperty("kind").GetString()));

    private static LabelKind Kind(string? word) =>
        Enum.GetValues<LabelKind>().Cast<LabelKind?>().FirstOrDefault(kind => Word(kind!.Value) == word)
        ?? throw new FormatException($"kind '{word}' is not other, instrument, tissue or lesion");
}
