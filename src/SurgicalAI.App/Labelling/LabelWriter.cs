using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Labelling;

/// <summary>Writes label maps into a folder, each file whole or not at all, and never over a picture that is read.</summary>
internal sealed class LabelWriter
{
    private readonly string _folder;
    private readonly HashSet<string> _read;

    /// <summary>Begins a folder with its list of labels; what lies there already stays, files of the same names are replaced.</summary>
    /// <param name="folder">Folder; made if it is missing.</param>
    /// <param name="labels">What the values stand for.</param>
    /// <param name="feed">Frames that are read.</param>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public LabelWriter(DirectoryInfo folder, LabelSet labels, FrameFeed feed)
    {
        (_folder, _read) = (folder.FullName, [.. feed.Files.Select(Path.GetFullPath)]);
        Guarded(LabelFile.Name, path => LabelFile.Write(path, labels));
    }

    /// <summary>Writes the label map of a frame as NAME.png.</summary>
    public void Labels(string name, ReadOnlySpan<byte> map, int widthPx, int heightPx) => Png($"{name}.png", map, widthPx, heightPx);

    /// <summary>Writes the doubt map of a frame as doubt/NAME.png.</summary>
    public void Doubt(string name, ReadOnlySpan<byte> map, int widthPx, int heightPx) => Png(Path.Combine("doubt", $"{name}.png"), map, widthPx, heightPx);

    /// <summary>Writes another file.</summary>
    public void File(string relative, Action<string> write) => Guarded(relative, write);

    private void Png(string relative, ReadOnlySpan<byte> map, int widthPx, int heightPx)
    {
        var bytes = LabelPng.Encode(map, widthPx, heightPx);
        Guarded(relative, path => AtomicFile.Write(path, bytes));
    }

    private void Guarded(string relative, Action<string> write)
    {
        var path = Path.Combine(_folder, relative);
        if (_read.Contains(path))
        {
            throw new UserErrorException($"{path} is a picture that is read, and would be replaced by its labels; give --out another folder.");
        }

        try
        {
            write(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
