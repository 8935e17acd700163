using SurgicalAI.Core.Frames;

namespace SurgicalAI.Core.Arms;

/// <summary>What an arm's sensors say at one instant.</summary>
/// <param name="StampNs">Unix time of the reading, nanoseconds; 0 means invalid.</param>
/// <param name="Position">Joint positions, rad and m.</param>
/// <param name="Velocity">Joint velocities, rad/s and m/s.</param>
/// <param name="JawRad">Jaw opening, rad; negative presses.</param>
/// <param name="JawRadPerS">Jaw velocity, rad/s.</param>
public readonly record struct ArmState(long StampNs, JointVector Position, JointVector Velocity, double JawRad, double JawRadPerS);

/// <summary>Tool pose and jaw in the endoscope's frame at one instant: all of the robot that a policy may see.</summary>
/// <param name="StampNs">Unix time of the reading, nanoseconds; 0 means invalid.</param>
/// <param name="T_ecm_tool">Measured tool pose.</param>
/// <param name="JawRad">Jaw opening, rad.</param>
public readonly record struct ToolState(long StampNs, Pose<EcmFrame, ToolFrame> T_ecm_tool, double JawRad);
