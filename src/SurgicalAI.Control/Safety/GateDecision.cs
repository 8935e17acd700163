using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Safety;

/// <summary>The gate's answer to one command.</summary>
/// <param name="Command">What the arm may do in this tick; always valid, a braking step when the wish was refused.</param>
/// <param name="Next">State to hand in at the next tick.</param>
/// <param name="Verdict">What became of the wish.</param>
/// <param name="Rule">The first rule that refused or changed it.</param>
public readonly record struct GateDecision(ClearedCommand Command, GateState Next, GateVerdict Verdict, GateRule Rule);
