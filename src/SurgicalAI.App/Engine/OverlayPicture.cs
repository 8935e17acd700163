using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Vision.Overlay;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Engine;

/// <summary>The left eye as a person sees it: outlines of what was recognised, tips where they are followed, and the suggested motion as a ghost.</summary>
/// <param name="camera">Geometry of the eyes.</param>
/// <param name="rcm_ecm">Where the instrument enters the body, endoscope's frame, if known: the ghost's shaft points there.</param>
/// <param name="pool">Lends the painted copies.</param>
internal sealed class OverlayPicture(StereoCamera camera, Vec3? rcm_ecm, ImagePool pool) : IDisposable
{
    private readonly OverlayPainter _painter = new(new OverlayOptions { RcmInEcm = rcm_ecm });

    /// <summary>Paints on a copy; the caller disposes it.</summary>
    /// <param name="view">Frame; not disposed here.</param>
    /// <param name="tips">Tips of the frame; null for none.</param>
    public ImageLease Paint(EngineView view, PictureTips? tips = null)
    {
        var left = view.Frame.Pictures.Left;
        var picture = pool.Rent(left.WidthPx, left.HeightPx, left.Format);
        left.Bytes.CopyTo(picture.Bytes);
        _painter.Outlines(picture, view.Frame.Labels.Left);
        if (tips is not null)
        {
            _painter.Tips(picture, tips);
        }

        if (view.Suggestion.TryGet(out var suggestion))
        {
            _painter.Motion(picture, suggestion.Waypoints, camera.Intrinsics);
        }

        return picture;
    }

    /// <inheritdoc/>
    public void Dispose() => _painter.Dispose();
}
