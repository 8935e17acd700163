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

    /// <summary>Clamped: the insertion's range by the cannula: the wrist clear of its tip, and no deeper than allowed.</summary>
    CannulaDepth,

    /// <summary>Clamped: a no-go volume or surface, now or while braking.</summary>
    NoGo,

    /// <summary>Clamped: too fast towards a no-go surface or tissue, now or while braking.</summary>
    ApproachSpeed,

    /// <summary>Clamped: the other arm, now or while both brake.</summary>
    ArmCollision,

    /// <summary>Clamped: the jaws would press harder than allowed.</summary>
    GripForce,

    /// <summary>Clamped: velocity, acceleration or jerk; the target is followed as fast as allowed.</summary>
    Rate,
}
