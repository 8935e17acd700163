using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Experts;

/// <summary>Stands still: every arm keeps its setpoint.</summary>
public sealed class HoldExpert : TaskExpert
{
    /// <inheritdoc/>
    public override void Reset(TaskScene scene)
    {
    }

    /// <inheritdoc/>
    public override void Act(TaskScene scene, TaskTargets targets)
    {
    }
}
