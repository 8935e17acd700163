using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Rendering;

/// <summary>One eye now and at the picture before.</summary>
/// <param name="T_eye_world">Pose of the world in the eye now.</param>
/// <param name="T_before_world">Pose of the world in the eye as it stood.</param>
/// <param name="Camera">Intrinsics of both.</param>
internal readonly record struct EyeMotion(Pose<EyeFrame, WorldFrame> T_eye_world, Pose<EyeFrame, WorldFrame> T_before_world, CameraIntrinsics Camera);
