using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Core.Messages;

/// <summary>CRTK <c>measured_js</c>, <c>setpoint_js</c> of the endoscope's arm: its four joints.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="Position">rad, m.</param>
/// <param name="Velocity">rad/s, m/s.</param>
public readonly record struct EcmJointStateMessage(Header Header, EcmJoints Position, EcmJoints Velocity);

/// <summary>CRTK <c>measured_cp</c> of the endoscope's arm: the endoscope's frame in that of its remote centre ("ecm_base").</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="T_base_ecm">Pose of the endoscope.</param>
public readonly record struct EcmCartesianStateMessage(Header Header, Pose<EcmBaseFrame, EcmFrame> T_base_ecm);

/// <summary>CRTK <c>servo_jp</c> and <c>move_jp</c> of the endoscope's arm.</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="Position">Wanted joint positions, rad and m.</param>
/// <param name="ExpiresNs">Unix time after which it must not be used, nanoseconds.</param>
public readonly record struct EcmServoJpMessage(Header Header, EcmJoints Position, long ExpiresNs);
