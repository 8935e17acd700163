namespace SurgicalAI.Core.Imaging;

/// <summary>Pinhole camera, OpenCV convention.</summary>
/// <param name="WidthPx">Width, pixels.</param>
/// <param name="HeightPx">Height, pixels.</param>
/// <param name="FxPx">Focal length along x, pixels.</param>
/// <param name="FyPx">Focal length along y, pixels.</param>
/// <param name="CxPx">Principal point, x; pixel centres lie at integers.</param>
/// <param name="CyPx">Principal point, y.</param>
public sealed record CameraIntrinsics(int WidthPx, int HeightPx, double FxPx, double FyPx, double CxPx, double CyPx)
{
    /// <summary>An ideal camera with square pixels and a centred principal point.</summary>
    public static CameraIntrinsics FromHorizontalFov(int widthPx, int heightPx, double hFovRad)
    {
        var f = widthPx / 2.0 / Math.Tan(hFovRad / 2);
        return new(widthPx, heightPx, f, f, (widthPx - 1) / 2.0, (heightPx - 1) / 2.0);
    }
}

/// <summary>Rectified stereo pair: the right eye is displaced along the left eye's +X by the baseline.</summary>
/// <param name="Intrinsics">Common to both eyes.</param>
/// <param name="BaselineM">Distance between the optical centres, metres.</param>
/// <param name="RateHz">Nominal frame rate; 0 when unknown.</param>
public sealed record StereoCamera(CameraIntrinsics Intrinsics, double BaselineM, double RateHz);
