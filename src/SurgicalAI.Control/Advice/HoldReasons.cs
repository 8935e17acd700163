using SurgicalAI.Control.Safety;
using SurgicalAI.Core;

namespace SurgicalAI.Control.Advice;

/// <summary>The one line for a person behind each cause. Called when the cause changes, never per tick.</summary>
internal static class HoldReasons
{
    /// <summary>True for causes that are a watchdog's work: somebody or something was missing.</summary>
    public static bool IsWatchdog(HoldCause cause) => cause is HoldCause.ConnectionLost or HoldCause.ClocksDisagree or HoldCause.ServoSilent
        or HoldCause.EngineSilent or HoldCause.EngineBeatLost or HoldCause.EngineUnwell or HoldCause.AcceptTimedOut or HoldCause.OperatorBeatLost;

    public static string Of(HoldCause cause, GateRule rule, long silentNs, string engine) => cause switch
    {
        HoldCause.ClocksDisagree => "clocks disagree",
        HoldCause.EngineBeatLost => "the engine's heartbeat is lost",
        HoldCause.EngineUnwell => $"the engine is not well: {engine}",
        HoldCause.EndoscopeMoved => "the endoscope moved: waiting for advice made since",
        HoldCause.OperatorBeatLost => "the console's heartbeat is lost",
        HoldCause.ConnectionLost => "connection to the broker lost",
        HoldCause.NotHomed => "not homed",
        HoldCause.ServoSilent => "servo stream silent for 30 ms",
        HoldCause.MoveStoppedShort => "the move stopped short of its goal",
        HoldCause.Observing => "observe mode: nothing moves",
        HoldCause.NoAdvice => "waiting for a suggestion",
        HoldCause.EngineSilent => $"engine silent for {silentNs / Si.MsNs} ms",
        HoldCause.NotAccepted => "waiting for the operator to hold accept",
        HoldCause.LetGoFirst => "something was lost, or refused by the gate, while accept was held: let go, then hold again",
        HoldCause.AcceptTimedOut => "accept not repeated for 200 ms",
        HoldCause.Rejected => "the operator rejected the suggestion",
        HoldCause.LowConfidence => "confidence too low to share",
        HoldCause.GateRefused => Of(rule),
        _ => "",
    };

    public static string Of(GateRule rule) => rule switch
    {
        GateRule.NotFinite => "gate: the command is not finite",
        GateRule.NotARotation => "gate: the command's rotation is none",
        GateRule.Stale => "gate: the command is stale",
        GateRule.OutOfOrder => "gate: the command is out of order",
        GateRule.StepTooLarge => "gate: the target is too far for one command",
        GateRule.Unreachable => "gate: the wrist would meet the remote centre of motion",
        GateRule.JointLimit => "gate: joint limit",
        GateRule.JawLimit => "gate: jaw limit",
        GateRule.WristNearRcm => "gate: wrist nearer than 45 mm to the remote centre of motion",
        GateRule.Workspace => "gate: outside the workspace",
        GateRule.CannulaDepth => "gate: insertion limit of the cannula",
        GateRule.NoGo => "gate: no-go volume or surface",
        GateRule.ApproachSpeed => "gate: too fast towards a surface",
        GateRule.ArmCollision => "gate: the other arm is too near",
        GateRule.GripForce => "gate: grip force limit",
        GateRule.Rate => "gate: rate limit",
        _ => "",
    };
}
