using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Overlay;

/// <summary>Points of the endoscope's frame to pixels of one eye, scaled to a picture's size. Hot path.</summary>
internal readonly struct EyeProjector(CameraIntrinsics camera, int widthPx, int heightPx, double eyeOffsetM)
{
    private const double NearestM = 1e-3;
    private readonly Pose<EyeFrame, EcmFrame> _T_eye_ecm = CameraConvention.T_ecm_eye.Inverse();
    private readonly double _scaleX = (double)widthPx / camera.WidthPx;
    private readonly double _scaleY = (double)heightPx / camera.HeightPx;

    /// <summary>Where a point appears; false when it lies behind the lens or is not finite.</summary>
    public bool TryProject(Vec3 p_ecm, out Pixel pixel)
    {
        var p = _T_eye_ecm * p_ecm;
        var seen = p.Z > NearestM && p.IsFinite;
        pixel = seen
            ? new(
                ((camera.CxPx + 0.5 + (camera.FxPx * (p.X - eyeOffsetM) / p.Z)) * _scaleX) - 0.5,
                ((camera.CyPx + 0.5 + (camera.FyPx * p.Y / p.Z)) * _scaleY) - 0.5)
            : default;
        return seen;
    }
}
