namespace SurgicalAI.Core.Messages;

/// <summary>Who commands the arm (<c>operator/lease</c>, retained).</summary>
/// <param name="Header">Stamp, sequence, session of the robot side.</param>
/// <param name="Holder">Session of the operator in command; empty when nobody is.</param>
/// <param name="UntilNs">Unix time at which the lease ends unless its holder is heard again, nanoseconds; 0 when nobody holds it.</param>
/// <param name="Reason">Why it changed or a wish was refused; may be empty.</param>
public sealed record LeaseMessage(Header Header, string Holder, long UntilNs, string Reason);

/// <summary>What is asked of the lease.</summary>
public enum LeaseAction
{
    /// <summary>The sender wants to command.</summary>
    Request = 0,

    /// <summary>The holder hands command to another session.</summary>
    HandOver,

    /// <summary>The holder gives command back.</summary>
    Release,
}

/// <summary>Asks for the lease, hands it over or gives it back (<c>operator/lease_command</c>).</summary>
/// <param name="Header">Stamp, sequence, session of the operator.</param>
/// <param name="Action">What is asked.</param>
/// <param name="To">Session that gets it at a hand-over; otherwise empty.</param>
public sealed record LeaseCommandMessage(Header Header, LeaseAction Action, string To);

/// <summary>Sign of life of the engine or a console (<c>heartbeat</c>), 20 times a second.</summary>
/// <param name="Header">Stamp (the sender's Unix time), a counter of its own, session.</param>
/// <param name="Component">"engine" or "console".</param>
/// <param name="MonotonicNs">Time since the sender started, by a clock that is never set, nanoseconds.</param>
public sealed record HeartbeatMessage(Header Header, string Component, long MonotonicNs);

/// <summary>What an event is about.</summary>
public enum EventKind
{
    /// <summary>A state, a mode, the lease, or what the arm follows has changed.</summary>
    Transition = 0,

    /// <summary>A message was refused.</summary>
    Refusal,

    /// <summary>A watchdog ended motion: somebody was silent, or clocks disagree.</summary>
    Watchdog,

    /// <summary>The gate refused a command.</summary>
    Gate,
}

/// <summary>A transition or refusal at the arm, with its reason (<c>event</c>).</summary>
/// <param name="Header">Stamp of the event, sequence, session of the robot side.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">Subject: "operating_state", "mode", "lease", "motion", or the topic that was refused.</param>
/// <param name="From">Before; may be empty.</param>
/// <param name="To">After; may be empty.</param>
/// <param name="Reason">One line for a person; may be empty.</param>
/// <param name="Who">Session that asked; empty when nobody did.</param>
/// <param name="Count">How many like it this message stands for: 1, or more when they came faster than they are said.</param>
public sealed record EventMessage(
    Header Header, EventKind Kind, string What, string From, string To, string Reason, string Who, long Count);
