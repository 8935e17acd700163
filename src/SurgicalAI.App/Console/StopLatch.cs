using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.WebConsole;

/// <summary>How far an operator's stop has come. What the page shows follows the arm's own word, not the press of the button.</summary>
public enum StopPhase
{
    /// <summary>Not stopped from here.</summary>
    None = 0,

    /// <summary>Stop was sent; the arm has not yet said that it stands.</summary>
    Requested,

    /// <summary>The arm says that it is not enabled.</summary>
    Confirmed,

    /// <summary>Re-arm was sent; the arm has not yet said that it is enabled.</summary>
    Rearming,
}

/// <summary>The console's stop: set at once, cleared only when the arm itself says that it is enabled after a deliberate re-arm.</summary>
/// <param name="Phase">How far it has come.</param>
/// <param name="Reason">Who stopped and why; empty when not stopped.</param>
/// <param name="SinceNs">Unix time of the phase's start, nanoseconds.</param>
public sealed record StopLatch(StopPhase Phase, string Reason, long SinceNs)
{
    /// <summary>Not stopped.</summary>
    public static StopLatch Open { get; } = new(StopPhase.None, "", 0);

    internal StopLatch Stop(string reason, long nowNs) => Phase switch
    {
        StopPhase.None or StopPhase.Rearming => new(StopPhase.Requested, reason, nowNs),
        _ => this,
    };

    internal StopLatch Rearm(long nowNs) => Phase == StopPhase.None ? this : this with { Phase = StopPhase.Rearming, SinceNs = nowNs };

    // A state that was under way when stop or re-arm was pressed must not undo it: each phase waits for the opposite word.
    internal StopLatch Hear(CrtkState state, long nowNs) => (Phase, state == CrtkState.Enabled) switch
    {
        (StopPhase.Requested, false) => this with { Phase = StopPhase.Confirmed, SinceNs = nowNs },
        (StopPhase.Confirmed or StopPhase.Rearming, true) => Open,
        _ => this,
    };
}
