using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Where a task puts the needle and its goal.</summary>
/// <param name="T_world_needle">Needle.</param>
/// <param name="Goal_world">Goal of the jaw control point, metres.</param>
public readonly record struct TaskGoal(Pose<WorldFrame, NeedleFrame> T_world_needle, Vec3 Goal_world);

/// <summary>Where a task starts the arm.</summary>
/// <param name="Joints">Joints, rad and m.</param>
/// <param name="JawRad">Jaw opening, rad.</param>
public readonly record struct ArmStart(JointVector Joints, double JawRad);

/// <summary>A task's rules. All draws depend on the seed alone.</summary>
public interface ISimTask
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>Time after which an episode has failed, seconds.</summary>
    double TimeLimitS { get; }

    /// <summary>Draws needle and goal.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="surface">Tissue.</param>
    /// <param name="tip_world">Jaw control point from which the goal keeps its distance, or null when the arm is placed later.</param>
    TaskGoal DrawGoal(ulong seed, in TissueSurface surface, Vec3? tip_world);

    /// <summary>Draws the arm's start.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="surface">Tissue.</param>
    /// <param name="goal_world">Goal from which the arm keeps its distance.</param>
    ArmStart DrawStart(ulong seed, in TissueSurface surface, Vec3 goal_world);

    /// <summary>True when the jaw control point has reached the goal.</summary>
    /// <param name="tip_world">Jaw control point, metres.</param>
    /// <param name="goal_world">Goal, metres.</param>
    bool IsReached(Vec3 tip_world, Vec3 goal_world);
}
