using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Report;

/// <summary>A transition or refusal, as <see cref="EventMessage"/> says it on the bus.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="What">Subject.</param>
/// <param name="From">Before; may be empty.</param>
/// <param name="To">After; may be empty.</param>
/// <param name="Reason">One line; may be empty.</param>
/// <param name="Who">Session that asked; empty when nobody did.</param>
/// <param name="Count">How many like it this one stands for.</param>
/// <param name="AtNs">When, Unix nanoseconds.</param>
public readonly record struct ControlEvent(
    EventKind Kind, string What, string From, string To, string Reason, string Who, long Count, long AtNs);
