using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Node;

/// <summary>One request for direct motion, as it came off the bus.</summary>
internal readonly record struct MotionRequest(MotionKind Kind, ServoCpMessage Pose, ServoJpMessage Joints, JawServoMessage Jaw);

/// <summary>Topic of a direct motion.</summary>
internal enum MotionKind
{
    ServoCp = 0,
    ServoJp,
    JawServoJp,
    MoveCp,
    MoveJp,
}
