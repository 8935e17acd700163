using System.Text.Json;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// COCO: annotations/*.json (or *.json in the root) with polygons or run lengths, pictures in images/, beside the file or in the root. Group: the
/// image's own "group" where it has one, else as for loose pictures. Part: the image's own "split", else what the file's name says
/// (instances_train.json).
/// </summary>
internal static class CocoFormat
{
    public static DatasetFormat Format { get; } = new("coco", "annotations/NAME.json, images/NAME.jpg", Open);

    private static FileFrameSet Open(string directory)
    {
        var (frames, shapes) = (new List<FrameFiles>(), new CocoShapes());
        foreach (var path in Annotations(directory))
        {
            Read(directory, path, frames, shapes);
        }

        return new(Format.Name, frames, new FilePictures(), shapes);
    }

    private static IEnumerable<string> Annotations(string directory)
    {
        var folder = Path.Combine(directory, "annotations");
        return Directory.EnumerateFiles(Directory.Exists(folder) ? folder : directory, "*.json").Order(StringComparer.Ordinal);
    }

    private static void Read(string directory, string path, List<FrameFiles> frames, CocoShapes shapes)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (!root.TryGetProperty("images", out var images) || !root.TryGetProperty("annotations", out var annotations))
            {
                return;
            }

            var names = new Dictionary<long, string>();
            foreach (var image in images.EnumerateArray())
            {
                var frame = Frame(directory, path, image);
                frames.Add(frame);
                names.Add(image.GetProperty("id").GetInt64(), frame.Entry.Name);
                shapes.AddFrame(frame.Entry.Name, path, image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32());
            }

            shapes.Add(path, root.GetProperty("categories"), annotations, names);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new UserErrorException($"{path}: not a COCO file ({e.Message}).", e);
        }
    }

    private static FrameFiles Frame(string directory, string path, JsonElement image)
    {
        var file = image.GetProperty("file_name").GetString() ?? "";
        var group = image.TryGetProperty("group", out var stated) ? stated.GetString() : null;
        var split = image.TryGetProperty("split", out var part) ? part.GetString() : Scan.PartOf(Path.GetFileName(path).Replace("instances_", "", StringComparison.Ordinal));
        var labelled = !image.TryGetProperty("labelled", out var said) || said.GetBoolean();
        var entry = new FrameEntry(Path.ChangeExtension(file, null), group ?? PicturesFormat.GroupOf(file), split, labelled);
        return new(entry, Find(directory, path, file), labelled ? path : null);
    }

    private static string Find(string directory, string annotations, string file)
    {
        string[] places = [Path.Combine(directory, "images", file), Path.Combine(Path.GetDirectoryName(annotations) ?? "", file), Path.Combine(directory, file)];
        return Array.Find(places, File.Exists) ?? places[0];
    }
}
