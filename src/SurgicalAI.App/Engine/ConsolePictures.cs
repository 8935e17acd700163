using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Engine;

/// <summary>Paints and encodes pictures for the console, and only while somebody looks.</summary>
internal sealed class ConsolePictures(ConsoleFeed feed, StereoCamera camera, Vec3? rcm_ecm) : IObserver<Stamped<EngineView>>, IDisposable
{
    private readonly OverlayPicture _picture = new(camera, rcm_ecm, ImagePool.Shared);
    private readonly JpegEncoder _jpeg = new();

    /// <inheritdoc/>
    public void OnNext(Stamped<EngineView> value)
    {
        using var view = value.Value;
        if (!feed.HasViewers)
        {
            return;
        }

        using var picture = _picture.Paint(view);
        feed.PublishPicture(_jpeg.Encode(picture).Span, value.OriginNs, value.Sequence);
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
        _jpeg.Dispose();
        _picture.Dispose();
    }
}
