using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Vision.Overlay;
using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Engine;

/// <summary>Writes what the console would show of every frame to a video file, but not what lies outside the body.</summary>
/// <param name="path">File.</param>
/// <param name="camera">Geometry of the eyes.</param>
/// <param name="rcm_ecm">Where the instrument enters the body, if known.</param>
/// <param name="gate">Says which frames may be recorded; null for all.</param>
/// <param name="tips">Follows the tips, which are drawn and kept beside the video; null for none.</param>
internal sealed class OverlayRecorder(string path, StereoCamera camera, Vec3? rcm_ecm, BodyGate? gate, TipWatch? tips = null) : IObserver<Stamped<EngineView>>, IDisposable
{
    private readonly OverlayPicture _picture = new(camera, rcm_ecm, ImagePool.Shared);
    private readonly QualityMeter _meter = new();
    private readonly FrameSaver _saver = new(
        new OpenCvVideoCodec(ImagePool.Shared), path, camera.RateHz > 0 ? camera.RateHz : FrameSaver.DefaultRateHz);

    private readonly TipRecord? _record = tips is null ? null : new(path);

    /// <summary>Frames written.</summary>
    public long Count => _saver.Count;

    /// <summary>Frames not written because they lie outside the body.</summary>
    public long Withheld { get; private set; }

    /// <inheritdoc/>
    public void OnNext(Stamped<EngineView> value)
    {
        using var view = value.Value;
        if (!Allows(view.Frame.Pictures.Left))
        {
            Withheld++;
            return;
        }

        using var picture = _picture.Paint(view, tips?.Look(value));
        _record?.Add(value.OriginNs, tips!);
        _saver.Write(picture);
    }

    private bool Allows(ImageLease picture) =>
        gate is null || gate.Allows(_meter.Measure(picture.Bytes, picture.WidthPx, picture.HeightPx));

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _saver.Dispose();
        _record?.Dispose();
        _picture.Dispose();
    }
}
