using System.Xml;
using System.Xml.Linq;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// "CVAT for images 1.1", as a folder or as the ZIP that CVAT gives: annotations.xml and images/. Group: as for loose pictures. An image
/// without shapes is labelled: all of it is background.
/// </summary>
internal static class CvatFormat
{
    private const string File = "annotations.xml";

    public static DatasetFormat Format { get; } = new("cvat", $"{File}, images/NAME.png, or a ZIP of these", Open) { TakesZip = true };

    private static FileFrameSet Open(string place)
    {
        if (Directory.Exists(place))
        {
            return OpenFolder(place, new FilePictures());
        }

        var unpacked = new UnpackedZip(place);
        try
        {
            return OpenFolder(unpacked.Directory, unpacked);
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    private static FileFrameSet OpenFolder(string directory, IPictureReader pictures)
    {
        var path = Path.Combine(directory, File);
        if (!System.IO.File.Exists(path))
        {
            return new(Format.Name, [], pictures, null);
        }

        try
        {
            var root = XDocument.Load(path).Root ?? throw new FormatException("it is empty");
            var shapes = new CvatShapes(path);
            foreach (var label in root.Elements("meta").Descendants("label").Elements("name"))
            {
                shapes.AddLabel(label.Value);
            }

            return new(Format.Name, [.. root.Elements("image").Select(image => Frame(directory, path, image, shapes))], pictures, shapes);
        }
        catch (Exception e) when (e is XmlException or FormatException or OverflowException or ArgumentException)
        {
            throw new UserErrorException($"{path}: not a file of CVAT for images ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static FrameFiles Frame(string directory, string path, XElement image, CvatShapes shapes)
    {
        var file = image.Attribute("name")?.Value ?? throw new FormatException("an image has no name");
        var entry = new FrameEntry(Path.ChangeExtension(file, null), PicturesFormat.GroupOf(file), Scan.PartOf(image.Attribute("subset")?.Value.ToLowerInvariant() ?? ""), true);
        shapes.AddFrame(entry.Name, image);
        string[] places = [Path.Combine(directory, "images", file), Path.Combine(directory, file)];
        return new(entry, Array.Find(places, System.IO.File.Exists) ?? places[0], path);
    }
}
