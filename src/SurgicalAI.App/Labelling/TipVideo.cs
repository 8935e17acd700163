using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Overlay;
using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Sources;
using SurgicalAI.Vision.Tracking;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Labelling;

/// <summary>Writes a video's frames again with the tips of the tools and the axes of their shafts drawn into them.</summary>
internal sealed class TipVideo : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "tips.mp4";

    private readonly OverlayPainter _painter = new(new());
    private readonly PictureTips _tips;
    private readonly BodyGate? _gate;
    private readonly FrameSaver _saver;
    private double? _lastS;

    /// <summary>Begins a video.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="labels">Labels of the network.</param>
    /// <param name="feed">Frames that are read; must be a video's.</param>
    /// <param name="gate">Says which frames may be recorded; null for all.</param>
    /// <exception cref="UserErrorException">It is no video, or the very file that is read.</exception>
    public TipVideo(DirectoryInfo folder, LabelSet labels, FrameFeed feed, BodyGate? gate)
    {
        var path = Path.Combine(folder.FullName, FileName);
        if (!feed.IsVideo)
        {
            throw new UserErrorException("--tips draws into a video, and --in is none; leave --tips out (--detect lists the tips in pictures too).");
        }

        if (feed.Files.Any(f => Path.GetFullPath(f) == path))
        {
            throw new UserErrorException($"{path} is read, and would be replaced; give --out another folder.");
        }

        (_gate, _tips) = (gate, new(new(labels), null));
        _saver = new(new OpenCvVideoCodec(ImagePool.Shared), path, feed.RateHz ?? FrameSaver.DefaultRateHz);
    }

    /// <summary>Adds a frame, if it may be recorded.</summary>
    /// <param name="frame">Its picture.</param>
    /// <param name="answer">Network that has just run on it; its labels as they came.</param>
    /// <param name="quality">What the picture is worth.</param>
    public void Add(FrameFeed frame, FullSizeNetwork answer, in FrameQuality quality)
    {
        if (_gate is not null && !_gate.Allows(quality))
        {
            return;
        }

        using var picture = new StereoFrame(Copy(frame.Bgr, frame, PixelFormat.Bgr8), null);
        using var labels = new StereoFrame(Copy(answer.LabelMap, frame, PixelFormat.Gray8), null);
        var nowS = frame.TimeS ?? 0;
        _tips.Update(picture, labels, null, Math.Max(0, nowS - (_lastS ?? nowS)));
        _lastS = nowS;
        _painter.Tips(picture.Left, _tips);
        _saver.Write(picture.Left);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _saver.Dispose();
        _painter.Dispose();
    }

    private static ImageLease Copy(ReadOnlySpan<byte> bytes, FrameFeed frame, PixelFormat format)
    {
        var lease = ImagePool.Shared.Rent(frame.WidthPx, frame.HeightPx, format);
        bytes.CopyTo(lease.Bytes);
        return lease;
    }
}
