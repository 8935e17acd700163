using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// OpenCV's pinhole as OpenGL matrices. Rows count downwards in both (row 0 of a read-back is the picture's top), and a pixel's
/// centre, an integer in OpenCV, is that integer plus a half for OpenGL.
/// </summary>
internal static class EyeProjection
{
    public const double NearM = 0.005;
    public const double FarM = 0.6;

    /// <summary>Column-major projection of points in the eye's OpenCV axes.</summary>
    public static Matrix4x4 Matrix(CameraIntrinsics camera) => new(
        (float)(2 * camera.FxPx / camera.WidthPx), 0, 0, 0,
        0, (float)(2 * camera.FyPx / camera.HeightPx), 0, 0,
        (float)((2 * (camera.CxPx + 0.5) / camera.WidthPx) - 1),
        (float)((2 * (camera.CyPx + 0.5) / camera.HeightPx) - 1),
        (float)((FarM + NearM) / (FarM - NearM)),
        1,
        0, 0, (float)(-2 * FarM * NearM / (FarM - NearM)), 0);

    /// <summary>Column-major model-view matrix; products were taken in double precision.</summary>
    public static Matrix4x4 Matrix<TPart>(Pose<EyeFrame, TPart> T_eye_part)
        where TPart : struct, IFrame
    {
        var (r, p) = T_eye_part;
        return new(
            (float)r.X.X, (float)r.X.Y, (float)r.X.Z, 0,
            (float)r.Y.X, (float)r.Y.Y, (float)r.Y.Z, 0,
            (float)r.Z.X, (float)r.Z.Y, (float)r.Z.Z, 0,
            (float)p.X, (float)p.Y, (float)p.Z, 1);
    }

    /// <summary>Distance along the optical axis of a value of the depth buffer, metres; 0 where nothing was drawn.</summary>
    public static float DepthM(float window) =>
        window >= 1 ? 0 : (float)(2 * FarM * NearM / (FarM + NearM - (((2.0 * window) - 1) * (FarM - NearM))));

    /// <summary>Pose of an eye in the world.</summary>
    public static Pose<WorldFrame, EyeFrame> T_world_eye(Pose<WorldFrame, EcmFrame> T_world_ecm, double baselineM, bool right)
    {
        var T_world_left = T_world_ecm * CameraConvention.T_ecm_eye;
        return right ? T_world_left with { P = T_world_left * new Vec3(baselineM, 0, 0) } : T_world_left;
    }
}
