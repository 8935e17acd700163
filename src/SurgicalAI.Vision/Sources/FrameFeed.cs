using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Formats;

namespace SurgicalAI.Vision.Sources;

/// <summary>Every frame of a folder of pictures, of one picture or of a video, once and in order. Not thread-safe.</summary>
public abstract class FrameFeed : IDisposable
{
    /// <summary>Name of the current frame: its path from the folder without the extension; of a video "clip_000123", counted from 0.</summary>
    public abstract string Name { get; }

    /// <summary>Time of the current frame from the video's first, seconds; null for pictures.</summary>
    public abstract double? TimeS { get; }

    /// <summary>Whether the frames follow one another in time.</summary>
    public abstract bool IsVideo { get; }

    /// <summary>Frames of a second of video; null for pictures, and for a video that does not say.</summary>
    public abstract double? RateHz { get; }

    /// <summary>Frames in all, as far as they are known beforehand; of a video about.</summary>
    public abstract int? Count { get; }

    /// <summary>Files that are read; none of them may be written to.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>Width of the current frame, pixels.</summary>
    public abstract int WidthPx { get; }

    /// <summary>Height of the current frame, pixels.</summary>
    public abstract int HeightPx { get; }

    /// <summary>Pixels of the current frame, BGR, rows without padding; valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Bgr { get; }

    /// <summary>Opens what a person named.</summary>
    /// <param name="path">
    /// A folder: its pictures (PNG, JPEG, BMP, TIFF) by name; where it has none itself, those of the folders below it. A picture. Else a video.
    /// </param>
    /// <exception cref="UserErrorException">It is not there, holds no picture, or a picture is cut off; one line names the file.</exception>
    public static FrameFeed Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Directory.Exists(path) ? new PictureFeed(path, PicturesOf(path))
            : ImageFile.Is(path) ? new PictureFeed(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? "/", [System.IO.Path.GetFullPath(path)])
            : File.Exists(path) || path.Contains("://", StringComparison.Ordinal) ? new VideoFeed(path)
            : throw new UserErrorException($"{path} is not there; name a folder of pictures, a picture or a video.");
    }

    /// <summary>Moves to the next frame.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="UserErrorException">The frame cannot be read; one line names the file.</exception>
    public abstract bool Next(CancellationToken cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the files.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    private static string[] PicturesOf(string folder)
    {
        string[] own = [.. Scan.Pictures(folder)];
        string[] files = own.Length > 0 ? own : [.. Scan.FoldersIn(folder).SelectMany(below => Scan.Pictures(below))];
        return files.Length > 0
            ? files
            : throw new UserErrorException($"{folder} holds no picture (PNG, JPEG, BMP, TIFF); name a folder of pictures, a picture or a video.");
    }
}
