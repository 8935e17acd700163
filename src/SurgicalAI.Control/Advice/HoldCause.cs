namespace SurgicalAI.Control.Advice;

/// <summary>Why the arm holds although it might move; each has one line for a person.</summary>
internal enum HoldCause
{
    None = 0,
    State,
    ConnectionLost,
    ClocksDisagree,
    NotHomed,
    ServoSilent,
    MoveStoppedShort,
    Observing,
    NoAdvice,
    EngineSilent,
    EngineBeatLost,
    EngineUnwell,
    EndoscopeMoved,
    NotAccepted,
    AcceptTimedOut,
    LetGoFirst,
    OperatorBeatLost,
    Rejected,
    LowConfidence,
    GateRefused,
}
