using System.Text.Json;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>
/// Shapes of COCO files by frame. Labels are the categories by name over all files; the supercategory is the kind where it is the word of one. A
/// category "ignore" stands for <see cref="LabelSet.Ignore"/>. Later shapes lie over earlier ones.
/// </summary>
internal sealed class CocoShapes : ILabelReader
{
    /// <summary>Name of the category that holds what nobody labelled.</summary>
    public const string Ignore = "ignore";

    private readonly Dictionary<string, (string Path, Size Size, List<(byte Id, Action<Mat, byte> Draw)> Shapes)> _frames = [];

    public LabelSet Labels { get; private set; } = LabelSet.Of(LabelNames.Background);

    /// <summary>Adds a frame with the size that its file states.</summary>
    public void AddFrame(string name, string path, int width, int height)
    {
        if (!_frames.TryAdd(name, (path, new(width, height), [])))
        {
            throw new FormatException($"image {name} occurs twice");
        }
    }

    /// <summary>Adds the shapes of a file.</summary>
    public void Add(string path, JsonElement categories, JsonElement annotations, Dictionary<long, string> images)
    {
        var ids = categories.EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt64(), IdOf);
        foreach (var annotation in annotations.EnumerateArray())
        {
            var (image, category) = (annotation.GetProperty("image_id").GetInt64(), annotation.GetProperty("category_id").GetInt64());
            if (!images.TryGetValue(image, out var name) || !ids.TryGetValue(category, out var id))
            {
                throw new FormatException($"annotation {annotation.GetProperty("id")} is of image {image} and category {category}, one of which is not in the file");
            }

            _frames[name].Shapes.AddRange(Shapes(path, annotation).Select(draw => (id, draw)));
        }
    }

    public void Read(FrameFiles frame, Size size, Mat labels)
    {
        var (path, stated, shapes) = _frames[frame.Entry.Name];
        ImageFile.ExpectSize($"{path} ({frame.Entry.Name})", stated, size);
        labels.Create(size, MatType.CV_8UC1);
        _ = labels.SetTo(Scalar.Black);
        foreach (var (id, draw) in shapes)
        {
            Draw(path, frame, labels, id, draw);
        }
    }

    private static void Draw(string path, FrameFiles frame, Mat labels, byte id, Action<Mat, byte> draw)
    {
        try
        {
            draw(labels, id);
        }
        catch (FormatException e)
        {
            throw new UserErrorException($"{path}: a shape of {frame.Entry.Name} is bad: {e.Message}.", e);
        }
    }

    private byte IdOf(JsonElement category)
    {
        var name = (category.GetProperty("name").GetString() ?? "").Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        if (name == Ignore)
        {
            return LabelSet.Ignore;
        }

        if (!Labels.TryGet(name, out var label))
        {
            label = new((byte)Math.Min(Labels.Definitions.Count, LabelSet.Ignore), name, KindOf(name, category));
            Labels = new(Labels.Definitions.Append(label));
        }

        return label.Id;
    }

    private static LabelKind KindOf(string name, JsonElement category)
    {
        var word = category.TryGetProperty("supercategory", out var stated) && stated.ValueKind == JsonValueKind.String ? stated.GetString() : null;
        return Enum.GetValues<LabelKind>().Where(kind => LabelFile.Word(kind) == word).DefaultIfEmpty(LabelNames.KindOf(name)).First();
    }

    // Polygons are a list of lists of x and y in turn; run lengths an object whose counts are text or numbers.
    private static Action<Mat, byte>[] Shapes(string path, JsonElement annotation)
    {
        if (!annotation.TryGetProperty("segmentation", out var shape))
        {
            throw new UserErrorException($"{path}: annotation {annotation.GetProperty("id")} has a box but no shape; label maps need shapes.");
        }

        return shape.ValueKind == JsonValueKind.Array ? [.. shape.EnumerateArray().Select(Polygon)] : [Runs(shape)];
    }

    private static Action<Mat, byte> Polygon(JsonElement numbers)
    {
        double[] xy = [.. numbers.EnumerateArray().Select(n => n.GetDouble())];
        if (xy.Length < 6 || xy.Length % 2 != 0)
        {
            throw new FormatException($"a polygon has {xy.Length} numbers; three points or more are needed");
        }

        Point2d[] points = [.. xy.Chunk(2).Select(pair => new Point2d(pair[0], pair[1]))];
        return (labels, id) => PolygonFill.Fill(labels, points, id);
    }

    private static Action<Mat, byte> Runs(JsonElement shape)
    {
        var counts = shape.GetProperty("counts");
        int[] runs = counts.ValueKind == JsonValueKind.String ? RunLengths.Parse(counts.GetString() ?? "") : [.. counts.EnumerateArray().Select(n => n.GetInt32())];
        return (labels, id) => RunLengths.Fill(labels, runs, id);
    }
}
