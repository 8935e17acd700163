using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Kinematics;

/// <summary>Pose of one link's DH frame in the arm's base frame, for drawing.</summary>
/// <param name="R">Rotation <c>R_base_link</c>.</param>
/// <param name="P">Origin in the base frame, metres.</param>
public readonly record struct LinkPose(Rotation R, Vec3 P);
