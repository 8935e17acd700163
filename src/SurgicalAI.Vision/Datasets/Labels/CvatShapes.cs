using System.Globalization;
using System.Xml.Linq;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>Shapes of a "CVAT for images" file by frame: polygons and masks, in their z order. A label "ignore" stands for <see cref="LabelSet.Ignore"/>.</summary>
internal sealed class CvatShapes(string path) : ILabelReader
{
    private readonly Dictionary<string, (Size Size, XElement[] Shapes)> _frames = [];

    public LabelSet Labels { get; private set; } = LabelSet.Of(LabelNames.Background);

    /// <summary>Adds a label of the file, in its order.</summary>
    public void AddLabel(string name)
    {
        var word = Word(name);
        if (word is not (CocoShapes.Ignore or LabelNames.Background) && !Labels.TryGet(word, out _))
        {
            Labels = new(Labels.Definitions.Append(LabelDefinition.Of((byte)Math.Min(Labels.Definitions.Count, LabelSet.Ignore), word)));
        }
    }

    /// <summary>Adds a frame with its shapes.</summary>
    public void AddFrame(string name, XElement image)
    {
        var shapes = image.Elements().Where(e => e.Name.LocalName != "tag").OrderBy(e => Number(e, "z_order", 0)).ToArray();
        foreach (var shape in shapes)
        {
            AddLabel(Text(shape, "label"));
        }

        if (!_frames.TryAdd(name, (new(Number(image, "width"), Number(image, "height")), shapes)))
        {
            throw new FormatException($"image {name} occurs twice");
        }
    }

    public void Read(FrameFiles frame, Size size, Mat labels)
    {
        var (stated, shapes) = _frames[frame.Entry.Name];
        ImageFile.ExpectSize($"{path} ({frame.Entry.Name})", stated, size);
        labels.Create(size, MatType.CV_8UC1);
        _ = labels.SetTo(Scalar.Black);
        foreach (var shape in shapes)
        {
            try
            {
                Draw(labels, shape);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new UserErrorException($"{path}: a shape of {frame.Entry.Name} is bad: {e.Message}.", e);
            }
        }
    }

    private void Draw(Mat labels, XElement shape)
    {
        var word = Word(Text(shape, "label"));
        var id = word == CocoShapes.Ignore ? LabelSet.Ignore : Labels.TryGet(word, out var label) ? label.Id : (byte)0;
        switch (shape.Name.LocalName)
        {
            case "polygon":
                PolygonFill.Fill(labels, Points(Text(shape, "points")), id);
                break;
            case "mask":
                int[] counts = [.. Text(shape, "rle").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
                RowRuns.Fill(labels, counts, new(Number(shape, "left"), Number(shape, "top"), Number(shape, "width"), Number(shape, "height")), id);
                break;
            default:
                throw new FormatException($"'{shape.Name.LocalName}' is no area; label maps need polygons and masks");
        }
    }

    private static Point2d[] Points(string text)
    {
        Point2d[] points = [.. text.Split(';').Select(pair => pair.Split(',')).Select(xy => xy.Length == 2
            ? new Point2d(double.Parse(xy[0], CultureInfo.InvariantCulture), double.Parse(xy[1], CultureInfo.InvariantCulture))
            : throw new FormatException($"'{string.Join(',', xy)}' is no point"))];
        return points.Length >= 3 ? points : throw new FormatException($"a polygon has {points.Length} points; three or more are needed");
    }

    private static string Word(string name) => name.Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-');

    private static string Text(XElement element, string attribute) =>
        element.Attribute(attribute)?.Value ?? throw new FormatException($"'{element.Name.LocalName}' has no {attribute}");

    private static int Number(XElement element, string attribute, int? otherwise = null) =>
        element.Attribute(attribute) is null && otherwise is { } value ? value : int.Parse(Text(element, attribute), CultureInfo.InvariantCulture);
}
