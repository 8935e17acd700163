using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>One eye as the painters need it.</summary>
/// <param name="T_eye_world">Pose of the world in the eye.</param>
/// <param name="Camera">Intrinsics of the drawn picture, its margin included.</param>
/// <param name="Light">Place of the light in the eye, metres.</param>
/// <param name="Vignette">Darkening towards the corners that is drawn at once, 0 to 1.</param>
internal readonly record struct EyeView(Pose<EyeFrame, WorldFrame> T_eye_world, CameraIntrinsics Camera, Vector3 Light, float Vignette)
{
    /// <summary>Column-major matrix from the world to the eye.</summary>
    public Matrix4x4 EyeFromWorld => EyeProjection.Matrix(T_eye_world);
}
