using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Where an arm is to be at the end of a decision's period.</summary>
/// <param name="T_world_tool">Tool pose.</param>
/// <param name="JawRad">Jaw opening, rad; below 0 presses.</param>
public readonly record struct ArmTarget(Pose<WorldFrame, ToolFrame> T_world_tool, double JawRad);

/// <summary>One decision over all that a task moves.</summary>
public sealed class TaskTargets
{
    /// <summary>Makes room for a rig.</summary>
    public TaskTargets(TaskRig rig)
    {
        ArgumentNullException.ThrowIfNull(rig);
        Arms = new ArmTarget[rig.Arms.Length];
    }

    /// <summary>Targets of the arms, in the rig's order.</summary>
    public ArmTarget[] Arms { get; }

    /// <summary>Joints of the endoscope's arm (yaw, pitch, insertion, roll), rad and m.</summary>
    public EcmJoints EcmJoints { get; set; }
}

/// <summary>A scripted way of doing a task. It knows the simulator's truth; a policy must see it.</summary>
public abstract class TaskExpert
{
    /// <summary>Time between two decisions, seconds.</summary>
    public const double PeriodS = 0.02;

    /// <summary>Begins an episode.</summary>
    public abstract void Reset(TaskScene scene);

    /// <summary>Decides on the next period.</summary>
    /// <param name="scene">State now.</param>
    /// <param name="targets">Written: holds the last decision when called.</param>
    public abstract void Act(TaskScene scene, TaskTargets targets);
}
