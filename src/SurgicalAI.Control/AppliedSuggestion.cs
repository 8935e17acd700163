namespace SurgicalAI.Control;

/// <summary>A suggestion whose first step was sent to the arm.</summary>
/// <param name="Sequence">Sequence of the suggestion.</param>
/// <param name="OriginNs">Capture behind it, Unix nanoseconds.</param>
/// <param name="ReceivedNs">Arrival at the controller, Unix nanoseconds.</param>
/// <param name="AppliedNs">The tick that sent its first step, Unix nanoseconds.</param>
public readonly record struct AppliedSuggestion(int Sequence, long OriginNs, long ReceivedNs, long AppliedNs);
