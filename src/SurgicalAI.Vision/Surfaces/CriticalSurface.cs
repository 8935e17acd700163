using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Surfaces;

/// <summary>Critical tissue in space: the labelled pixels of a picture with their depth, from stereo or a simulator.</summary>
public static class CriticalSurface
{
    /// <summary>Points of the surface and, behind it, of what the picture cannot show.</summary>
    /// <param name="labels">Label of each pixel, row by row.</param>
    /// <param name="depthM">Depth of each pixel along the optical axis, metres; not positive or not finite where unknown.</param>
    /// <param name="camera">Left eye.</param>
    /// <param name="isCritical">Says which labels are critical.</param>
    /// <param name="everyPx">Distance of the pixels taken, pixels.</param>
    /// <param name="thicknessM">How far the tissue is taken to go on behind its surface, metres.</param>
    /// <param name="stepM">Distance of the points behind each other, metres.</param>
    /// <returns>Points in the endoscope's frame, metres.</returns>
    /// <exception cref="ArgumentException">The maps are not of the camera's size.</exception>
    public static IReadOnlyList<Vec3> Points(
        ReadOnlySpan<byte> labels,
        ReadOnlySpan<float> depthM,
        CameraIntrinsics camera,
        Predicate<byte> isCritical,
        int everyPx = 4,
        double thicknessM = 0.01,
        double stepM = 0.001)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(isCritical);
        ArgumentOutOfRangeException.ThrowIfLessThan(everyPx, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepM);
        if (labels.Length != camera.WidthPx * camera.HeightPx || depthM.Length != labels.Length)
        {
            throw new ArgumentException($"{labels.Length} labels and {depthM.Length} depths for {camera.WidthPx}x{camera.HeightPx} pixels.");
        }

        var points = new List<Vec3>();
        for (var y = 0; y < camera.HeightPx; y += everyPx)
        {
            for (var x = 0; x < camera.WidthPx; x += everyPx)
            {
                var i = (y * camera.WidthPx) + x;
                if (isCritical(labels[i]) && float.IsFinite(depthM[i]) && depthM[i] > 0)
                {
                    AddRay(points, new Vec3((x - camera.CxPx) / camera.FxPx, (y - camera.CyPx) / camera.FyPx, 1), depthM[i], thicknessM, stepM);
                }
            }
        }

        return points;
    }

    private static void AddRay(List<Vec3> points, Vec3 ray_eye, double depthM, double thicknessM, double stepM)
    {
        var behind = ray_eye.Normalized();
        for (var m = 0.0; m <= thicknessM; m += stepM)
        {
            points.Add(CameraConvention.T_ecm_eye * ((depthM * ray_eye) + (m * behind)));
        }
    }
}
