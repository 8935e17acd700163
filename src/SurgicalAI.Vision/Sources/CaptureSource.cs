using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Vision.Sources;

/// <summary>A camera device or network stream through OpenCV: stamped when the frame was grabbed, before it is decoded.</summary>
internal sealed class CaptureSource : FrameSource
{
    private readonly Func<VideoCapture> _open;
    private readonly Mat _picture = new();
    private readonly EyeSplitter _eyes;
    private readonly OriginClock _clock;
    private readonly Backoff _backoff = new();
    private VideoCapture? _capture;
    private int _sequence;

    /// <summary>Takes over an opened capture.</summary>
    /// <param name="name">As the person named it.</param>
    /// <param name="capture">Opened; disposed here.</param>
    /// <param name="open">Opens it again after it was lost.</param>
    /// <param name="options">Layout, clock, pool.</param>
    /// <exception cref="UserErrorException">It delivers no frame.</exception>
    public CaptureSource(string name, VideoCapture capture, Func<VideoCapture> open, SourceOptions options)
        : base(name, options)
    {
        _capture = capture;
        _open = open;
        _clock = new(options.Time);
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
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        if (_capture is null && _backoff.Wait(cancellation))
        {
            _capture = _open();
        }

        if (cancellation.IsCancellationRequested)
        {
            return Cancelled;
        }

        if (_capture is not { } capture || !capture.IsOpened() || !capture.Grab())
        {
            return Lost("delivers no frame");
        }

        var originNs = _clock.Now();
        var sequence = _sequence++;
        _backoff.Reset();
        return capture.Retrieve(_picture, 0) && _eyes.Fits(_picture)
            ? new Stamped<StereoFrame>(_eyes.Split(_picture), originNs, sequence)
            : new Fault(FaultCode.FrameLost, "A frame could not be decoded or changed its size.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _picture.Dispose();
        _capture?.Dispose();
        _capture = null;
    }

    private Fault Lost(string what)
    {
        _capture?.Dispose();
        _capture = null;
        return new(FaultCode.SourceLost, $"{Name} {what}; trying again.");
    }
}
