using System.Text.Json;
using System.Text.Json.Serialization;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets;

/// <summary><c>frames.json</c> of a data set in our own form: what its frames are, where they came from and how they are split.</summary>
/// <param name="Source">Format that the frames came from.</param>
/// <param name="Frames">The frames, by name.</param>
public sealed record FrameIndex(string Source, IReadOnlyList<IndexedFrame> Frames)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "frames.json";

    private const string Layout = "surgicalai/frames/1";

    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = Layout;

    /// <summary>Reads the index of a folder.</summary>
    /// <exception cref="UserErrorException">There is none, it is not one, or a path in it leads out of the folder.</exception>
    public static FrameIndex Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return Checked(path, JsonSerializer.Deserialize(File.ReadAllBytes(path), FrameIndexJson.Default.FrameIndex));
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path}: not an index of frames ({e.Message}).", e);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path}: cannot be read, so this is no data set in folder form; make one with 'dataset import'.", e);
        }
    }

    /// <summary>Writes the index, whole or not at all.</summary>
    public void Write(string directory) =>
        AtomicFile.Write(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, FrameIndexJson.Default.FrameIndex) + "\n");

    /// <summary>Whether a path stays below the folder that it counts from.</summary>
    internal static bool Inside(string? relative) => !string.IsNullOrEmpty(relative) && !Path.IsPathRooted(relative) && !relative.Split('/', '\\').Contains("..");

    private static FrameIndex Checked(string path, FrameIndex? index)
    {
        if (index is not { Schema: Layout, Source: not null, Frames: not null })
        {
            throw new UserErrorException($"{path}: not an index of frames; its schema must be {Layout}.");
        }

        foreach (var frame in index.Frames)
        {
            if (frame is not { Name: not null, Group: not null } || !Inside(frame.Picture) || !(frame.Labels is null || Inside(frame.Labels)))
            {
                throw new UserErrorException($"{path}: frame '{frame?.Name}' lacks its group, or its paths lead out of the folder.");
            }
        }

        return index;
    }
}

/// <summary>Source-generated reader and writer of the index.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(FrameIndex))]
internal sealed partial class FrameIndexJson : JsonSerializerContext;
