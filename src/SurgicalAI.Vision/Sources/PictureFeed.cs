using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Sources;

/// <summary>Picture files in the order given.</summary>
internal sealed class PictureFeed : FrameFeed
{
    private readonly string[] _files;
    private readonly string[] _names;
    private readonly Mat _picture = new();
    private int _at = -1;

    /// <summary>Looks through all files before the first is used, so that a bad one is named before anything is made of the others.</summary>
    /// <param name="root">Folder from which the names count.</param>
    /// <param name="files">Paths of the files.</param>
    /// <exception cref="UserErrorException">A file is missing or cut off.</exception>
    public PictureFeed(string root, string[] files)
    {
        _files = files;
        _names = Names(root, files);
        foreach (var file in files)
        {
            ImageFile.ExpectWhole(file);
        }
    }

    public override string Name => _names[_at];

    public override double? TimeS => null;

    public override bool IsVideo => false;

    public override double? RateHz => null;

    public override int? Count => _files.Length;

    public override IReadOnlyList<string> Files => _files;

    public override int WidthPx => _picture.Width;

    public override int HeightPx => _picture.Height;

    public override unsafe ReadOnlySpan<byte> Bgr => new(_picture.DataPointer, 3 * WidthPx * HeightPx);

    public override bool Next(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_at >= _files.Length)
        {
            return false;
        }

        ImageFile.ReadPicture(_files[_at], _picture);
        return true;
    }

    protected override void Dispose(bool disposing) => _picture.Dispose();

    // "a.jpg" is "a"; a later file of the same stem, "a.png", keeps its extension in the name.
    private static string[] Names(string root, string[] files)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. files.Select(file => System.IO.Path.GetRelativePath(root, file)).Select(path => Free(System.IO.Path.ChangeExtension(path, null), path))];

        string Free(string stem, string whole)
        {
            var name = taken.Add(stem) ? stem : whole;
            _ = taken.Add(name);
            return name;
        }
    }
}
