using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Core.Ports;

/// <summary>What a policy may see: the segmented eyes and the arm's measured state. No goal, no simulator truth.</summary>
/// <param name="Labels">Label maps of both eyes, stamped at capture; not disposed by the policy.</param>
/// <param name="Tool">Measured tool state nearest to the capture.</param>
public readonly record struct PolicyObservation(Stamped<StereoFrame> Labels, ToolState Tool);

/// <summary>A plan: future setpoints and how sure the policy is.</summary>
/// <param name="Waypoints">In order of time; the array belongs to the caller.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct PolicyPlan(IReadOnlyList<Waypoint> Waypoints, double Confidence);

/// <summary>Maps what is seen to the motion that the policy would make. Not thread-safe; one call at a time.</summary>
public interface IPolicy : IDisposable
{
    /// <summary>Model name and the first 12 hex digits of its sha256, joined by '@'.</summary>
    string Model { get; }

    /// <summary>Forgets earlier plans (a new episode, another patient, a gap in the picture).</summary>
    void Reset();

    /// <summary>Plans from one observation.</summary>
    /// <returns>The plan, or a fault that says why there is none.</returns>
    Outcome<PolicyPlan> Plan(in PolicyObservation observation);
}
