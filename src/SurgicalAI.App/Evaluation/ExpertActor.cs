using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Evaluation;

/// <summary>The scripted expert as an actor: knows the goal, plans one step ahead.</summary>
internal sealed class ExpertActor : IActor
{
    /// <inheritdoc/>
    public string Model => "expert";

    /// <inheritdoc/>
    public void Reset()
    {
    }

    /// <inheritdoc/>
    public Outcome<PolicyPlan> Act(in SceneState scene, in ToolState tool, int step) =>
        new PolicyPlan([NeedleReachExpert.Act(scene, LockstepEpisode.StepS, tool.StampNs)], 1);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
