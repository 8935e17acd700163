using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Experts;

/// <summary><see cref="NeedleReachExpert"/> as a task's expert.</summary>
internal sealed class NeedleReachScript : TaskExpert
{
    public override void Reset(TaskScene scene)
    {
    }

    public override void Act(TaskScene scene, TaskTargets targets)
    {
        var wish = NeedleReachExpert.Act(scene.Snapshot(), PeriodS, scene.NowNs);
        targets.Arms[0] = new(scene.T_world_ecm * wish.T_ecm_tool, wish.JawRad);
    }
}
