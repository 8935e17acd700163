using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Advice;

/// <summary>Keeps account of what was followed: the gate's verdicts, why the arm holds, and which suggestion's first step was sent. Hot path.</summary>
internal sealed class FollowAccount
{
    private GateRule _rule;
    private AppliedSuggestion? _applied;

    /// <summary>Why the arm holds; none while it follows something.</summary>
    public HoldCause Cause { get; private set; } = HoldCause.State;

    /// <summary>The cause as one line for a person.</summary>
    public string Text { get; private set; } = "";

    public GateCounts Counts => Tally.Counts;

    /// <summary>The gate's verdicts, rule by rule.</summary>
    public GateTally Tally { get; } = new();

    /// <summary>Takes down one tick.</summary>
    /// <returns>True when what is followed, or why nothing is, has changed.</returns>
    /// <param name="cause">Why nothing was wished, or none.</param>
    /// <param name="decision">What the gate made of the wish.</param>
    /// <param name="plan">The plan followed, if advice was.</param>
    /// <param name="arbiter">Arbiter, for the words of some causes.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    public bool Note(HoldCause cause, in GateDecision decision, Plan? plan, Arbiter arbiter, long nowNs)
    {
        Tally.Add(decision);
        if (decision.Verdict == GateVerdict.Refused)
        {
            cause = HoldCause.GateRefused;
        }

        if (plan is { IsApplied: false } && decision.Verdict is GateVerdict.Cleared or GateVerdict.Clamped)
        {
            MarkApplied(plan, nowNs);
        }

        var rule = cause == HoldCause.GateRefused ? decision.Rule : GateRule.None;
        var changed = cause != Cause || rule != _rule;
        if (changed)
        {
            (Cause, _rule, Text) = (cause, rule, HoldReasons.Of(cause, rule, arbiter.SilentNs(nowNs), arbiter.EngineReason));
        }

        return changed;
    }

    /// <summary>The suggestion whose first step was sent since the last call.</summary>
    public bool TryTakeApplied(out AppliedSuggestion applied)
    {
        applied = _applied.GetValueOrDefault();
        var any = _applied.HasValue;
        _applied = null;
        return any;
    }

    private void MarkApplied(Plan? plan, long nowNs)
    {
        if (plan is not null)
        {
            plan.IsApplied = true;
            _applied = new(plan.Message.Header.Sequence, plan.Message.Header.StampNs, plan.ReceivedNs, nowNs);
        }
    }
}
