using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// Any folder of pictures without labels. Group: the folder below the root; for pictures in the root the first part of the name, up to '-' or
/// '_' ("00004-22977-frame-17200.jpg" is of "00004").
/// </summary>
internal static class PicturesFormat
{
    public static DatasetFormat Format { get; } = new("pictures", "PNG or JPEG files, in folders or not", Open);

    /// <summary>Group of a picture by its path from the root.</summary>
    public static string GroupOf(string relative)
    {
        var folder = Path.GetDirectoryName(relative);
        return string.IsNullOrEmpty(folder) ? Path.GetFileNameWithoutExtension(relative).Split('-', '_')[0] : folder.Replace('\\', '/');
    }

    private static FileFrameSet Open(string directory) =>
        new(Format.Name, Scan.FoldersIn(directory).SelectMany(folder => Scan.Pictures(folder)).Select(path => Entry(directory, path)), new FilePictures(), null);

    private static FrameFiles Entry(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path);
        return new(new(Path.ChangeExtension(relative, null), GroupOf(relative), null, HasLabels: false), path, null);
    }
}
