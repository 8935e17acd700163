using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using OpenCvSharp;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Export;

/// <summary>
/// Writes "CVAT for images 1.1": annotations.xml and images/. Each connected area of a label is a mask with run lengths, to be mended with
/// CVAT's brush and lost nothing of. CVAT keeps neither groups nor kinds: the group is the pictures' folder, the kind follows from the name.
/// </summary>
internal sealed class CvatWriter(IFrameSet set, string directory) : IFrameWriter
{
    private const string Folder = "images";

    private readonly LabelDefinition[] _labels = [.. set.Labels.Definitions.Where(d => d.Id != 0), new(LabelSet.Ignore, CocoShapes.Ignore, LabelKind.Other)];
    private readonly List<XElement> _images = [];

    public void Add(int index, Mat picture, Mat labels)
    {
        var entry = set.Frames[index];
        var folder = entry.Name.StartsWith(entry.Group + "/", StringComparison.Ordinal) ? Folder : $"{Folder}/{entry.Group}";
        var image = new XElement(
            "image",
            new XAttribute("id", _images.Count),
            new XAttribute("name", PictureCopy.Write(set, index, picture, directory, folder)[(Folder.Length + 1)..]),
            new XAttribute("width", picture.Width),
            new XAttribute("height", picture.Height));
        foreach (var label in entry.HasLabels ? _labels : [])
        {
            image.Add(Masks(label, labels));
        }

        _images.Add(image);
    }

    public void Finish()
    {
        var labels = _labels.Select(label => new XElement("label", new XElement("name", label.Name), new XElement("attributes")));
        var task = new XElement("task", new XElement("name", set.Name), new XElement("size", _images.Count), new XElement("mode", "annotation"), new XElement("labels", labels));
        var document = new XDocument(new XElement("annotations", new XElement("version", "1.1"), new XElement("meta", task), _images));
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true }))
        {
            document.Save(writer);
        }

        AtomicFile.Write(Path.Combine(directory, "annotations.xml"), $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n");
    }

    private static IEnumerable<XElement> Masks(LabelDefinition label, Mat labels)
    {
        using var mask = new Mat();
        using var areas = new Mat();
        using var figures = new Mat();
        using var centres = new Mat();
        Cv2.Compare(labels, Scalar.All(label.Id), mask, CmpTypes.EQ);
        var count = Cv2.ConnectedComponentsWithStats(mask, areas, figures, centres);
        for (var area = 1; area < count; area++)
        {
            var box = new Rect(figures.At<int>(area, 0), figures.At<int>(area, 1), figures.At<int>(area, 2), figures.At<int>(area, 3));
            yield return new XElement(
                "mask",
                new XAttribute("label", label.Name),
                new XAttribute("source", "auto"),
                new XAttribute("occluded", 0),
                new XAttribute("rle", string.Join(", ", RowRuns.Of(areas, area, box))),
                new XAttribute("left", box.Left),
                new XAttribute("top", box.Top),
                new XAttribute("width", box.Width),
                new XAttribute("height", box.Height),
                new XAttribute("z_order", 0));
        }
    }
}
