using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>
/// File of rendered scenes: a header line, then picture and labels of each, raw. It grows scene by scene, so an interrupted rendering
/// goes on where it was; a half-written scene at the end is cut off.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class SceneCache(string path) : IDisposable
{
    private const int HeaderBytes = 128;
    private FileStream? _file;

    /// <summary>Reads the scenes that are there already and makes ready to append the others.</summary>
    public List<SceneFrame> Read(ILabelledScenes scenes, ulong firstSeed, int count)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var header = Header(scenes, firstSeed);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var found = new byte[HeaderBytes];
        if (_file.ReadAtLeast(found, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !found.AsSpan().SequenceEqual(header))
        {
            _file.SetLength(0);
            _file.Write(header);
        }

        return ReadScenes(scenes.WidthPx, scenes.HeightPx, count);
    }

    /// <summary>Adds a scene.</summary>
    public void Append(ImageLease picture, ImageLease labels)
    {
        _file!.Write(picture.Bytes);
        _file.Write(labels.Bytes);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private List<SceneFrame> ReadScenes(int widthPx, int heightPx, int count)
    {
        var (picture, labels) = (new byte[widthPx * heightPx * 3], new byte[widthPx * heightPx]);
        var frames = new List<SceneFrame>();
        while (frames.Count < count && _file!.ReadAtLeast(picture, picture.Length, false) == picture.Length && _file.ReadAtLeast(labels, labels.Length, false) == labels.Length)
        {
            frames.Add(SceneFrames.Rendered(picture, labels, widthPx, heightPx));
        }

        if (frames.Count < count)
        {
            _file!.SetLength(HeaderBytes + (frames.Count * (long)(picture.Length + labels.Length)));
            _ = _file.Seek(0, SeekOrigin.End);
        }

        return frames;
    }

    private static byte[] Header(ILabelledScenes scenes, ulong firstSeed)
    {
        var header = new byte[HeaderBytes];
        _ = System.Text.Encoding.ASCII.GetBytes($"{scenes.Name} {scenes.WidthPx}x{scenes.HeightPx} from {firstSeed}\n", header);
        return header;
    }
}
