using SurgicalAI.Core.Frames;

namespace SurgicalAI.Core.Arms;

/// <summary>Where a command's target is given.</summary>
public enum CommandSpace
{
    /// <summary>No target: hold the setpoint.</summary>
    Hold = 0,

    /// <summary>Joint positions (CRTK <c>servo_jp</c>).</summary>
    Joint,

    /// <summary>Tool pose in the arm's base frame (CRTK <c>servo_cp</c>).</summary>
    Cartesian,
}

/// <summary>A wish for motion at one control tick. It moves nothing until the safety gate has cleared it.</summary>
/// <param name="Space">Which of the two targets counts.</param>
/// <param name="Joints">Joint target, rad and m.</param>
/// <param name="T_base_tool">Pose target.</param>
/// <param name="JawRad">Jaw target, rad.</param>
/// <param name="OriginNs">Unix time of the observation behind the command, nanoseconds.</param>
/// <param name="ExpiresNs">Unix time after which it must not be used, nanoseconds.</param>
/// <param name="Sequence">Increases with every command of a source.</param>
public readonly record struct ArmCommand(
    CommandSpace Space,
    JointVector Joints,
    Pose<BaseFrame, ToolFrame> T_base_tool,
    double JawRad,
    long OriginNs,
    long ExpiresNs,
    int Sequence);
