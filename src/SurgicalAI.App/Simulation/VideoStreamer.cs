using SurgicalAI.App.Faults;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Simulation;

/// <summary>Sends both eyes side by side to whoever looks, each picture with its capture time. Draws on a thread of its own.</summary>
internal sealed class VideoStreamer : IDisposable
{
    private readonly ICamera _camera;
    private readonly ICamera _seen;
    private readonly PictureFeed _feed;
    private readonly CancellationTokenSource _stop = new();
    private readonly JpegEncoder _jpeg = new(quality: 92);
    private readonly Thread _thread;
    private long _frames;

    /// <summary>Starts sending.</summary>
    /// <param name="camera">Stereo camera; disposed here, on the thread that drew.</param>
    /// <param name="feed">Where the pictures go.</param>
    /// <param name="faults">What may go wrong with the pictures on their way; null for nothing.</param>
    public VideoStreamer(ICamera camera, PictureFeed feed, FaultRig? faults = null)
    {
        (_camera, _seen, _feed) = (camera, faults?.Camera(camera) ?? camera, feed);
        _thread = new Thread(Stream) { Name = "video", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why the thread ended, if it failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Pairs of pictures drawn so far.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _jpeg.Dispose();
        _stop.Dispose();
    }

    private static ImageLease SideBySide(StereoFrame frame)
    {
        var (left, right) = (frame.Left, frame.Right!);
        var both = ImagePool.Shared.Rent(2 * left.WidthPx, left.HeightPx, left.Format);
        for (var y = 0; y < left.HeightPx; y++)
        {
            var row = both.Row(y);
            left.Row(y).CopyTo(row);
            right.Row(y).CopyTo(row[left.StrideBytes..]);
        }

        return both;
    }

    private void Stream()
    {
        using var camera = _camera;
        try
        {
            for (var outcome = _seen.Read(_stop.Token); outcome.Fault.Code != FaultCode.EndOfStream; outcome = _seen.Read(_stop.Token))
            {
                Send(outcome);
            }
        }
#pragma warning disable CA1031 // Whatever kills this thread must reach the verb, which ends with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
    }

    // A frame that was lost is not the end: the next may come.
    private void Send(in Outcome<Stamped<StereoFrame>> outcome)
    {
        if (!outcome.TryGet(out var stamped))
        {
            _ = _stop.Token.WaitHandle.WaitOne(1);
            return;
        }

        using var frame = stamped.Value;
        Interlocked.Increment(ref _frames);
        if (_feed.HasViewers)
        {
            using var both = SideBySide(frame);
            _feed.Publish(_jpeg.Encode(both).Span, stamped.OriginNs, stamped.Sequence);
        }
    }
}
