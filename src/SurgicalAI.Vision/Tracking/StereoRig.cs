using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Brown and Conrady's lens distortion in OpenCV's order: an ideal point (x, y) at depth 1 is seen at
/// x (1 + k1 r² + k2 r⁴ + k3 r⁶) + 2 p1 x y + p2 (r² + 2 x²), and y alike with p1 and p2 exchanged.
/// </summary>
/// <param name="K1">Radial, second order.</param>
/// <param name="K2">Radial, fourth order.</param>
/// <param name="P1">Tangential.</param>
/// <param name="P2">Tangential.</param>
/// <param name="K3">Radial, sixth order.</param>
public readonly record struct LensCoefficients(double K1, double K2, double P1, double P2, double K3);

/// <summary>
/// Calibration of a stereo endoscope: one pinhole for both eyes, their distance, and the lens. Points of pictures as they come are
/// "seen", points of the pinhole without lens are "ideal"; a thing has the same ideal row in both eyes. Immutable; hot path.
/// </summary>
/// <param name="Camera">Pinhole of the pictures and baseline.</param>
/// <param name="Lens">Distortion of both eyes.</param>
public sealed record StereoRig(StereoCamera Camera, LensCoefficients Lens = default)
{
    private const int Iterations = 12;

    /// <summary>True when pictures come as a pinhole would see them.</summary>
    public bool IsPinhole => Lens == default;

    private CameraIntrinsics Eye => Camera.Intrinsics;

    /// <summary>The ideal point of a seen one, pixels.</summary>
    public ImagePoint Ideal(ImagePoint seen)
    {
        if (IsPinhole)
        {
            return seen;
        }

        var (x, y) = Ray(seen);
        var (u, v) = (x, y);
        for (var i = 0; i < Iterations; i++)
        {
            var (dx, dy) = Distort(u, v);
            (u, v) = (u + x - dx, v + y - dy);
        }

        return Pixel(u, v);
    }

    /// <summary>Where an ideal point is seen, pixels.</summary>
    public ImagePoint Seen(ImagePoint ideal)
    {
        if (IsPinhole)
        {
            return ideal;
        }

        var (x, y) = Ray(ideal);
        var (u, v) = Distort(x, y);
        return Pixel(u, v);
    }

    /// <summary>The point that the left eye sees at an ideal pixel and the right one further left by a disparity; metres, left eye.</summary>
    /// <param name="idealLeft">Ideal point of the left picture.</param>
    /// <param name="disparityPx">More than 0.</param>
    public Vec3 PointAt(ImagePoint idealLeft, double disparityPx)
    {
        var z = Eye.FxPx * Camera.BaselineM / disparityPx;
        var (x, y) = Ray(idealLeft);
        return new(x * z, y * z, z);
    }

    /// <summary>Where a point of the left eye's frame appears in the ideal left picture, and its disparity; false behind the lens.</summary>
    public bool TryProject(Vec3 p_eye, out ImagePoint idealLeft, out double disparityPx)
    {
        const double NearestM = 1e-3;
        var seen = p_eye.Z > NearestM;
        idealLeft = seen ? Pixel(p_eye.X / p_eye.Z, p_eye.Y / p_eye.Z) : default;
        disparityPx = seen ? Eye.FxPx * Camera.BaselineM / p_eye.Z : 0;
        return seen;
    }

    private (double X, double Y) Ray(ImagePoint p) => ((p.XPx - Eye.CxPx) / Eye.FxPx, (p.YPx - Eye.CyPx) / Eye.FyPx);

    private ImagePoint Pixel(double x, double y) => new((x * Eye.FxPx) + Eye.CxPx, (y * Eye.FyPx) + Eye.CyPx);

    private (double X, double Y) Distort(double x, double y)
    {
        var (k1, k2, p1, p2, k3) = Lens;
        var (r2, xy) = ((x * x) + (y * y), 2 * x * y);
        var radial = 1 + (r2 * (k1 + (r2 * (k2 + (r2 * k3)))));
        return ((x * radial) + (p1 * xy) + (p2 * (r2 + (2 * x * x))), (y * radial) + (p1 * (r2 + (2 * y * y))) + (p2 * xy));
    }
}
