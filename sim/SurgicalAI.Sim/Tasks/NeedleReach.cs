using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Reach a point 5 mm above the middle of a needle that lies somewhere on the tissue. Reached when the jaw control point is
/// within 5 mm of it, SurRoL's rule; the point is marked by a coloured bead.
/// </summary>
public sealed class NeedleReach : ISimTask
{
    /// <summary>Height of the goal above the wire's mid point, metres.</summary>
    public const double GoalHeightM = 5 * Si.Mm;

    /// <summary>Distance at which the goal counts as reached, metres.</summary>
    public const double ToleranceM = 5 * Si.Mm;

    /// <summary>Least distance between tip and goal at the start, metres.</summary>
    public const double StartDistanceM = 15 * Si.Mm;

    private const double NeedleHalfXM = 30 * Si.Mm;
    private const double NeedleHalfYM = 20 * Si.Mm;
    private const double MaxStartTurnRad = 10 * Si.Deg;
    private const double MaxStartJawRad = 0.6;

    /// <inheritdoc/>
    public string Name => "needle-reach";

    /// <inheritdoc/>
    public double TimeLimitS => 10;

    /// <summary>Goal of a needle, metres.</summary>
    public static Vec3 GoalOf(Pose<WorldFrame, NeedleFrame> T_world_needle) => T_world_needle.P + new Vec3(0, 0, GoalHeightM);

    /// <inheritdoc/>
    public TaskGoal DrawGoal(ulong seed, in TissueSurface surface, Vec3? tip_world)
    {
        var random = SeededRandom.Stream(seed, 5);
        while (true)
        {
            var x = random.Between(-NeedleHalfXM, NeedleHalfXM);
            var y = random.Between(-NeedleHalfYM, NeedleHalfYM);
            var T_world_needle = NeedleShape.Rest(surface, x, y, random.Between(0, 2 * Math.PI));
            var goal = GoalOf(T_world_needle);
            if (tip_world is not { } tip || (goal - tip).Length >= StartDistanceM)
            {
                return new(T_world_needle, goal);
            }
        }
    }

    /// <inheritdoc/>
    public ArmStart DrawStart(ulong seed, in TissueSurface surface, Vec3 goal_world)
    {
        var random = SeededRandom.Stream(seed, 6);
        while (true)
        {
            var x = random.Between(-SceneLayout.WorkspaceHalfXM, SceneLayout.WorkspaceHalfXM);
            var y = random.Between(-SceneLayout.WorkspaceHalfYM, SceneLayout.WorkspaceHalfYM);
            var tip = new Vec3(x, y, surface.HeightM(x, y) + random.Between(8 * Si.Mm, 40 * Si.Mm));
            var turn = random.Between(0, MaxStartTurnRad) * random.Direction();
            var R = Rotation.FromRotationVector(turn) * SceneLayout.R_world_tool_nominal;
            var far = (tip - goal_world).Length >= StartDistanceM;
            if (far && SimPsm.Psm1.TryInverse_world(new(R, tip - (R * SceneLayout.ControlPoint_tool)), default, out var q))
            {
                return new(q, random.Between(0, MaxStartJawRad));
            }
        }
    }

    /// <inheritdoc/>
    public bool IsReached(Vec3 tip_world, Vec3 goal_world) => (tip_world - goal_world).Length <= ToleranceM;
}
