namespace SurgicalAI.Core.Outcomes;

/// <summary>Kinds of expected failure. Each has a fixed meaning for the part that handles it.</summary>
public enum FaultCode
{
    /// <summary>No failure.</summary>
    None = 0,

    /// <summary>The source has no further frame.</summary>
    EndOfStream,

    /// <summary>The source could not deliver this frame; the next may come.</summary>
    FrameLost,

    /// <summary>The source is gone (device unplugged, stream closed before its end).</summary>
    SourceLost,

    /// <summary>A value is NaN or infinite, or a rotation is not one.</summary>
    NotFinite,

    /// <summary>Older than its expiry or the allowed age.</summary>
    Stale,

    /// <summary>Sequence number or origin did not increase.</summary>
    OutOfOrder,

    /// <summary>Made for another arm, frame or session.</summary>
    WrongTarget,

    /// <summary>Joint target outside the joint's range.</summary>
    JointLimit,

    /// <summary>Tip outside the allowed workspace.</summary>
    WorkspaceLimit,

    /// <summary>Wrist nearer to the remote centre of motion than Cartesian control allows.</summary>
    TooCloseToRcm,

    /// <summary>No joint vector reaches the pose.</summary>
    Unreachable,

    /// <summary>Target too far from the setpoint for one command.</summary>
    StepTooLarge,

    /// <summary>The operating state or the mode does not allow motion.</summary>
    NotAllowed,

    /// <summary>What the policy needs to see is not seen.</summary>
    NothingSeen,

    /// <summary>One and the same picture comes again and again while the scene moves.</summary>
    PictureFrozen,

    /// <summary>The compute device failed.</summary>
    DeviceLost,

    /// <summary>The peer is silent.</summary>
    PeerSilent,

    /// <summary>Bytes that are not the message that the topic carries.</summary>
    Malformed,
}

/// <summary>An expected failure: what kind, and one clear line for a person.</summary>
/// <param name="Code">Kind.</param>
/// <param name="Message">One line: what, where, and what helps. A constant on hot paths.</param>
public readonly record struct Fault(FaultCode Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}
