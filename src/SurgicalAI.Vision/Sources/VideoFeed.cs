using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Vision.Sources;

/// <summary>A video file to its end, no frame left out.</summary>
internal sealed class VideoFeed : FrameFeed
{
    private readonly FrameSource _source;
    private readonly string _path;
    private readonly string _stem;
    private Stamped<StereoFrame> _frame;
    private StereoFrame? _held;

    /// <summary>Opens the file.</summary>
    /// <exception cref="UserErrorException">It is missing or no video that can be read.</exception>
    public VideoFeed(string path)
    {
        (_path, _stem) = (path, System.IO.Path.GetFileNameWithoutExtension(path));
        _source = FrameSource.Open(path, new SourceOptions());
        RequireFile(path);
    }

    public override string Name => $"{_stem}_{_frame.Sequence:D6}";

    public override double? TimeS => RateHz is { } rate ? _frame.Sequence / rate : null;

    public override bool IsVideo => true;

    public override double? RateHz => _source.Model.RateHz > 0 ? _source.Model.RateHz : null;

    public override int? Count => (int?)_source.ExpectedFrames;

    public override IReadOnlyList<string> Files => [_path];

    public override int WidthPx => _frame.Value.Left.WidthPx;

    public override int HeightPx => _frame.Value.Left.HeightPx;

    public override ReadOnlySpan<byte> Bgr => _frame.Value.Left.Bytes;

    public override bool Next(CancellationToken cancellation)
    {
        _held?.Dispose();
        _held = null;
        cancellation.ThrowIfCancellationRequested();
        var read = _source.Read(cancellation);
        if (read.TryGet(out _frame))
        {
            _held = _frame.Value;
            return true;
        }

        cancellation.ThrowIfCancellationRequested();
        return read.Fault.Code == FaultCode.EndOfStream ? false : throw new UserErrorException($"{_path}: {read.Fault.Message}");
    }

    protected override void Dispose(bool disposing)
    {
        _held?.Dispose();
        _held = null;
        _source.Dispose();
    }

    // A camera or a stream has no end that could be waited for.
    private void RequireFile(string path)
    {
        if (_source.IsLive)
        {
            _source.Dispose();
            throw new UserErrorException($"{path} is a live source; give a folder of pictures, a picture or a video file, or use run --source.");
        }
    }
}
