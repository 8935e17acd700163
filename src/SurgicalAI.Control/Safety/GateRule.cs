namespace SurgicalAI.Control.Safety;

/// <summary>The rule by which the gate refused or changed a command.</summary>
public enum GateRule
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Refused: a value is NaN or infinite, or the space is unknown.</summary>
    NotFinite,

    /// <summary>Refused: the rotation is not orthonormal and right-handed.</summary>
    NotARotation,

    /// <summary>Refused: expired, too old, or stamped in the future.</summary>
    Stale,

    /// <summary>Refused: the sequence number did not increase.</summary>
    OutOfOrder,

    /// <summary>Refused: too far from the setpoint for one command.</summary>
    StepTooLarge,

    /// <summary>Refused: the wrist would be within 1 mm of the remote centre of motion, where a pose has no meaning.</summary>
    Unreachable,

    /// <summary>Clamped: a joint's range.</summary>
    JointLimit,

    /// <summary>Clamped: the jaw's range.</summary>
    JawLimit,

    /// <summary>Clamped: the wrist's least distance from the remote centre of motion.</summary>
    WristNearRcm,

    /// <summary>Clamped: the workspace box, now or while braking.</summary>
    Workspace,

    /// <summary>Clamped: velocity or acceleration; the target is followed as fast as allowed.</summary>
    Rate,
}
