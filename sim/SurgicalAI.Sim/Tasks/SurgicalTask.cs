using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// One surgical task: what stands where, when it is done, what a step is worth and how a script does it. A task is one class in one
/// file plus a line in <see cref="SimTasks"/>. An instance belongs to one world and may keep handles of what it built in fields.
/// </summary>
public abstract class SurgicalTask
{
    /// <summary>Name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is to be done, in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>Time after which an episode has failed, seconds.</summary>
    public abstract double TimeLimitS { get; }

    /// <summary>Instruments of the task and whether the endoscope is driven too.</summary>
    public virtual TaskRig Rig => TaskRig.OneArm;

    /// <summary>XPBD substeps in a control step of <see cref="SimWorld.StepS"/>.</summary>
    public virtual int Substeps => 2;

    /// <summary>Builds an episode's scene: bodies, tissue, marks and, through <see cref="TaskScene.PlaceArm"/>, the arms' start.</summary>
    /// <param name="scene">Empty but for the ground and the arms; all chance comes from its streams.</param>
    public abstract void Build(TaskScene scene);

    /// <summary>Called before each control step, for tasks that move a part of their scene themselves.</summary>
    public virtual void Drive(TaskScene scene)
    {
    }

    /// <summary>Called after each control step, for tasks whose success has a history.</summary>
    public virtual void Observe(TaskScene scene)
    {
    }

    /// <summary>True when the task is done in the scene's present state.</summary>
    public abstract bool IsSuccess(TaskScene scene);

    /// <summary>How far there is to go, metres; for reports, 0 when the task has no such measure.</summary>
    public virtual double DistanceM(TaskScene scene) => 0;

    /// <summary>Worth of the present state: 0 when the task is done, else -1 (SurRoL's sparse rule).</summary>
    public virtual double Reward(TaskScene scene) => IsSuccess(scene) ? 0 : -1;

    /// <summary>A script that does the task with the simulator's truth.</summary>
    public abstract TaskExpert MakeExpert();

    /// <summary>Saves, restores or hashes what the task keeps beside the physics.</summary>
    public virtual void Visit(StateArchive archive)
    {
    }
}
