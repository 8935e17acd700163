using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Evaluation;

/// <summary>Who drives the arm in a lockstep episode: the scripted expert, a policy, or a policy that is blind.</summary>
internal interface IActor : IDisposable
{
    /// <summary>Name of the model behind it, or "expert".</summary>
    string Model { get; }

    /// <summary>A new episode begins.</summary>
    void Reset();

    /// <summary>What to do next.</summary>
    /// <param name="scene">State at this instant; only the expert may use more of it than its picture.</param>
    /// <param name="tool">Measured state of the tool.</param>
    /// <param name="step">Number of the step in the episode.</param>
    Outcome<PolicyPlan> Act(in SceneState scene, in ToolState tool, int step);
}
