namespace SurgicalAI.Core.Messages;

/// <summary>What the simulator says of its task. Never an input of a policy.</summary>
/// <param name="Header">Stamp, sequence, session of the simulator.</param>
/// <param name="Task">Task name, for example "needle-reach".</param>
/// <param name="Episode">Number of the running episode, from 0.</param>
/// <param name="Finished">Episodes finished.</param>
/// <param name="Successes">Episodes finished with success.</param>
/// <param name="Seed">Seed of the running episode.</param>
public sealed record SceneMessage(Header Header, string Task, int Episode, int Finished, int Successes, ulong Seed);

/// <summary>When a suggestion's first cleared command reached the arm.</summary>
/// <param name="Header">Stamp, sequence, session of the robot side.</param>
/// <param name="Suggestion">Sequence of the suggestion.</param>
/// <param name="OriginNs">Capture behind it, Unix nanoseconds.</param>
/// <param name="ReceivedNs">Arrival at the robot side, Unix nanoseconds.</param>
/// <param name="AppliedNs">First cleared command sent to the arm, Unix nanoseconds.</param>
public readonly record struct LatencyMessage(Header Header, int Suggestion, long OriginNs, long ReceivedNs, long AppliedNs);

/// <summary>How the gate has judged so far.</summary>
/// <param name="Cleared">Commands passed unchanged.</param>
/// <param name="Clamped">Commands changed to the nearest safe one.</param>
/// <param name="Refused">Commands refused; the arm held.</param>
public readonly record struct GateCounts(long Cleared, long Clamped, long Refused);

/// <summary>Well-being of one component (<c>health/robot</c>, <c>health/engine</c>; retained, with a will).</summary>
/// <param name="Header">Stamp, sequence, session of the component.</param>
/// <param name="Component">"robot" or "engine".</param>
/// <param name="State">"ok", "holding", "degraded" or "gone".</param>
/// <param name="Reason">Why it is not ok; empty when it is.</param>
/// <param name="Gate">Counts of the gate; zero for the engine.</param>
public sealed record HealthMessage(Header Header, string Component, string State, string Reason, GateCounts Gate);
