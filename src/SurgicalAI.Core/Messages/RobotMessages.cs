using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Core.Messages;

/// <summary>CRTK <c>measured_js</c>, <c>setpoint_js</c>: the six joints of a PSM.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="Position">rad, m.</param>
/// <param name="Velocity">rad/s, m/s.</param>
public readonly record struct JointStateMessage(Header Header, JointVector Position, JointVector Velocity);

/// <summary>CRTK <c>jaw/measured_js</c>.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="PositionRad">Opening, rad.</param>
/// <param name="VelocityRadPerS">rad/s.</param>
public readonly record struct JawStateMessage(Header Header, double PositionRad, double VelocityRadPerS);

/// <summary>CRTK <c>measured_cp</c>, <c>setpoint_cp</c>: tool pose in the endoscope's frame ("ecm").</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="T_ecm_tool">Tool pose.</param>
public readonly record struct CartesianStateMessage(Header Header, Pose<EcmFrame, ToolFrame> T_ecm_tool);

/// <summary>CRTK <c>servo_cp</c>: tool pose wanted now, in the endoscope's frame.</summary>
/// <param name="Header">Stamp of the observation behind it, sequence, session.</param>
/// <param name="T_ecm_tool">Wanted pose; within one control step's reach of the setpoint.</param>
/// <param name="ExpiresNs">Unix time after which it must not be used, nanoseconds.</param>
public readonly record struct ServoCpMessage(Header Header, Pose<EcmFrame, ToolFrame> T_ecm_tool, long ExpiresNs);

/// <summary>CRTK <c>servo_jp</c> and <c>move_jp</c>.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="Position">Wanted joint positions, rad and m.</param>
/// <param name="ExpiresNs">Unix time after which it must not be used, nanoseconds.</param>
public readonly record struct ServoJpMessage(Header Header, JointVector Position, long ExpiresNs);

/// <summary>CRTK <c>jaw/servo_jp</c>.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="PositionRad">Wanted opening, rad.</param>
/// <param name="ExpiresNs">Unix time after which it must not be used, nanoseconds.</param>
public readonly record struct JawServoMessage(Header Header, double PositionRad, long ExpiresNs);

/// <summary>CRTK <c>hold</c>: stop and keep the setpoint.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
public readonly record struct HoldMessage(Header Header);

/// <summary>CRTK operating states.</summary>
public enum CrtkState
{
    /// <summary>No power; no motion.</summary>
    Disabled = 0,

    /// <summary>Powered; motion when homed.</summary>
    Enabled,

    /// <summary>Powered and holding; resumes on command.</summary>
    Paused,

    /// <summary>Something is wrong; holding; needs a person.</summary>
    Fault,
}

/// <summary>CRTK <c>operating_state</c>.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="State">State.</param>
/// <param name="IsHomed">True once homed.</param>
/// <param name="IsBusy">True while a move or homing runs.</param>
/// <param name="Reason">Why the arm is in this state; empty when nothing is unusual.</param>
/// <param name="IsSimulated">True for an arm that is not real.</param>
public sealed record OperatingStateMessage(Header Header, CrtkState State, bool IsHomed, bool IsBusy, string Reason, bool IsSimulated);

/// <summary>CRTK <c>state_command</c>.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="Command">One of enable, disable, home, unhome, pause, resume.</param>
public sealed record StateCommandMessage(Header Header, string Command);

/// <summary>The robot's answer to one request (<c>state_command</c>, <c>mode_command</c>).</summary>
/// <param name="Header">Stamp, sequence, session of the robot.</param>
/// <param name="Request">Topic of the request, for example "state_command".</param>
/// <param name="RequestSession">Session in the request's header.</param>
/// <param name="RequestSequence">Sequence in the request's header.</param>
/// <param name="Accepted">True when it was done.</param>
/// <param name="Reason">Why it was not; empty when it was.</param>
public sealed record AnswerMessage(Header Header, string Request, string RequestSession, int RequestSequence, bool Accepted, string Reason);
