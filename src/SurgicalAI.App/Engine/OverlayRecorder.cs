using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Vision.Overlay;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Engine;

/// <summary>Writes what the console would show of every frame to a video file.</summary>
internal sealed class OverlayRecorder(string path, StereoCamera camera, Vec3? rcm_ecm) : IObserver<Stamped<EngineView>>, IDisposable
{
    private readonly OverlayPicture _picture = new(camera, rcm_ecm, ImagePool.Shared);
    private readonly FrameSaver _saver = new(
        new OpenCvVideoCodec(ImagePool.Shared), path, camera.RateHz > 0 ? camera.RateHz : FrameSaver.DefaultRateHz);

    /// <summary>Frames written.</summary>
    public long Count => _saver.Count;

    /// <inheritdoc/>
    public void OnNext(Stamped<EngineView> value)
    {
        using var view = value.Value;
        using var picture = _picture.Paint(view);
        _saver.Write(picture);
    }

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
        _picture.Dispose();
    }
}
