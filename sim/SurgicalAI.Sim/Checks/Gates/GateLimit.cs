namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>A limit that no output of the safety gate may pass.</summary>
public enum GateLimit
{
    /// <summary>A command that is not finite, no rotation, stale or out of order moved the arm.</summary>
    Message = 0,

    /// <summary>Range of a joint or the jaw.</summary>
    Position,

    /// <summary>Speed of a joint or the jaw.</summary>
    Velocity,

    /// <summary>Acceleration of a joint or the jaw.</summary>
    Acceleration,

    /// <summary>Jerk of a joint or the jaw while it gains speed.</summary>
    Jerk,

    /// <summary>Wrist nearer than 47 mm to the remote centre.</summary>
    WristToRcm,

    /// <summary>Wrist not clear of the cannula, or too deep.</summary>
    CannulaDepth,

    /// <summary>Tip outside the workspace.</summary>
    Workspace,

    /// <summary>A part nearer to a no-go volume or surface than the margin.</summary>
    NoGo,

    /// <summary>A part closing in on a surface faster than allowed.</summary>
    ApproachSpeed,

    /// <summary>A part nearer to the other arm than the margin.</summary>
    ArmCollision,

    /// <summary>Jaws pressing harder than allowed.</summary>
    GripForce,
}
