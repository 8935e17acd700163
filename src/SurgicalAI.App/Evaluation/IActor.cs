using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Evaluation;

/// <summary>Who drives the arm in a lockstep episode: the scripted expert, a policy, or a policy that is blind.</summary>
internal interface IActor
{
    /// <summary>A new episode begins.</summary>
    void Reset();

    /// <summary>What to do next.</summary>
    /// <param name="scene">State at this instant; only the expert may use more of it than its picture.</param>
    /// <param name="tool">Measured state of the tool.</param>
    /// <param name="sequence">Number of the step in the episode.</param>
    Outcome<IReadOnlyList<Waypoint>> Act(SceneState scene, ToolState tool, int sequence);
}
