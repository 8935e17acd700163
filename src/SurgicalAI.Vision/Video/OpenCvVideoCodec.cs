using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.Vision.Video;

/// <summary>MP4 files through OpenCV's FFmpeg: writes MPEG-4 part 2 ("mp4v"), reads what FFmpeg decodes.</summary>
/// <param name="pool">Where pictures that are read are lent from.</param>
public sealed class OpenCvVideoCodec(ImagePool pool) : IVideoCodec
{
    /// <summary>Starts a file; it appears under its name when the writer is disposed, and not at all without a picture.</summary>
    /// <inheritdoc/>
    /// <exception cref="UserErrorException">The folder is missing, cannot be written to, or the name does not end in .mp4.</exception>
    public IVideoWriter Create(string path, int widthPx, int heightPx, double rateHz)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(widthPx, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(heightPx, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rateHz, 0);
        OpenCvSilence.Ensure();
        return new Mp4Writer(path, widthPx, heightPx, rateHz);
    }

    /// <inheritdoc/>
    /// <exception cref="UserErrorException">The file is missing, not a video, or cannot be decoded.</exception>
    public IEnumerable<ImageLease> Read(string path)
    {
        OpenCvSilence.Ensure();
        VideoDiagnosis.RequireFile(path);
        return Pictures(path);
    }

    private IEnumerable<ImageLease> Pictures(string path)
    {
        using var source = VideoFileSource.OpenFile(path, new SourceOptions { Pool = pool });
        while (source.Read(CancellationToken.None).TryGet(out var frame))
        {
            yield return frame.Value.Left;
        }
    }
}
