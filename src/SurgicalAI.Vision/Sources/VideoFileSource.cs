using System.Diagnostics;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Vision.Sources;

/// <summary>A recorded video: every frame in order, stamped when it was decoded.</summary>
internal sealed class VideoFileSource : FrameSource
{
    private readonly VideoCapture _capture;
    private readonly Mat _picture = new();
    private readonly EyeSplitter _eyes;
    private readonly OriginClock _clock;
    private long _startedTicks;
    private int _delivered;
    private bool _first = true;
    private bool _ended;

    /// <summary>Takes over an opened capture and decodes its first frame.</summary>
    /// <exception cref="UserErrorException">It delivers no frame.</exception>
    public VideoFileSource(string name, VideoCapture capture, SourceOptions options)
        : base(name, options)
    {
        _capture = capture;
        _clock = new(options.Time);
        ExpectedFrames = capture.Get(VideoCaptureProperties.FrameCount) is > 0 and < int.MaxValue and var count ? (long)count : null;
        try
        {
            _eyes = new(name, VideoDiagnosis.FirstPicture(name, capture, _picture), VideoDiagnosis.RateHz(capture), options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override StereoCamera Model => _eyes.Model;

    /// <inheritdoc/>
    public override bool IsLive => false;

    /// <inheritdoc/>
    public override long? ExpectedFrames { get; }

    /// <summary>Opens a file by path.</summary>
    /// <exception cref="UserErrorException">It is missing, not a video, cut short, or in a codec that cannot be decoded.</exception>
    public static VideoFileSource OpenFile(string path, SourceOptions options)
    {
        VideoDiagnosis.RequireFile(path);
        var capture = new VideoCapture(path, VideoCaptureAPIs.FFMPEG);
        if (capture.IsOpened())
        {
            return new(path, capture, options);
        }

        capture.Dispose();
        throw new UserErrorException(VideoDiagnosis.WhyNotOpened(path));
    }

    /// <inheritdoc/>
    public override Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        if (_ended)
        {
            return new Fault(FaultCode.EndOfStream, "The file has ended.");
        }

        if (!WaitForItsTime(cancellation))
        {
            return Cancelled;
        }

        if (!_first && !_capture.Read(_picture))
        {
            return End();
        }

        _first = false;
        var originNs = _clock.Now();
        return _eyes.Fits(_picture)
            ? new Stamped<StereoFrame>(_eyes.Split(_picture), originNs, _delivered++)
            : new Fault(FaultCode.FrameLost, "The picture size changed within the file.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _picture.Dispose();
        _capture.Dispose();
    }

    // A container's count may be off by a frame or two; more is missing film, and that is said.
    private Fault End()
    {
        _ended = true;
        var missing = (ExpectedFrames ?? _delivered) - _delivered;
        return missing <= 2 + (_delivered / 100)
            ? new(FaultCode.EndOfStream, $"End of the file after {_delivered} frames.")
            : new(FaultCode.SourceLost, $"{Name} ends after {_delivered} of {ExpectedFrames} frames: the file is cut short or damaged.");
    }

    private bool WaitForItsTime(CancellationToken cancellation)
    {
        if (Options.Pace && Model.RateHz > 0)
        {
            _startedTicks = _startedTicks == 0 ? Stopwatch.GetTimestamp() : _startedTicks;
            var wait = TimeSpan.FromSeconds(_delivered / Model.RateHz) - Stopwatch.GetElapsedTime(_startedTicks);
            return wait > TimeSpan.Zero ? !cancellation.WaitHandle.WaitOne(wait) : !cancellation.IsCancellationRequested;
        }

        return !cancellation.IsCancellationRequested;
    }
}
