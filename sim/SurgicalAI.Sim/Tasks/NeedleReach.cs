using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Reach a point 5 mm above the middle of a needle that lies somewhere on the tissue. Reached when the jaw control point is
/// within 5 mm of it, SurRoL's rule; the point is marked by a coloured bead.
/// </summary>
public sealed class NeedleReach : SurgicalTask
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
    private const ulong GoalStream = 5;
    private const ulong StartStream = 6;

    /// <inheritdoc/>
    public override string Name => "needle-reach";

    /// <inheritdoc/>
    public override string Summary => "bring the closed jaws to a marked point above a needle on the tissue";

    /// <inheritdoc/>
    public override double TimeLimitS => 10;

    /// <summary>Goal of a needle, metres.</summary>
    public static Vec3 GoalOf(Pose<WorldFrame, NeedleFrame> T_world_needle) => T_world_needle.P + new Vec3(0, 0, GoalHeightM);

    /// <summary>True when the jaw control point has reached the goal.</summary>
    /// <param name="tip_world">Jaw control point, metres.</param>
    /// <param name="goal_world">Goal, metres.</param>
    public static bool IsReached(Vec3 tip_world, Vec3 goal_world) => (tip_world - goal_world).Length <= ToleranceM;

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var T_world_needle = DrawNeedle(scene);
        scene.ShowNeedle(T_world_needle);
        scene.ShowTarget(GoalOf(T_world_needle));
        if (!scene.ArmsStay)
        {
            DrawStart(scene);
        }
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return IsReached(scene.Arms[0].Tip_world, scene.Goal_world);
    }

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (scene.Arms[0].Tip_world - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new NeedleReachScript();

    // Where the arm stays, the goal keeps its distance from the arm; else the arm is placed afterwards and keeps it.
    private static Pose<WorldFrame, NeedleFrame> DrawNeedle(TaskScene scene)
    {
        var random = scene.Stream(GoalStream);
        var tries = new ResetTries(scene, "a place for the needle");
        while (true)
        {
            tries.Next();
            var x = random.Between(-NeedleHalfXM, NeedleHalfXM);
            var y = random.Between(-NeedleHalfYM, NeedleHalfYM);
            var T_world_needle = NeedleShape.Rest(scene.Surface, x, y, random.Between(0, 2 * Math.PI));
            if (!scene.ArmsStay || (GoalOf(T_world_needle) - scene.Arms[0].Tip_world).Length >= StartDistanceM)
            {
                return T_world_needle;
            }
        }
    }

    private static void DrawStart(TaskScene scene)
    {
        var random = scene.Stream(StartStream);
        var tries = new ResetTries(scene, "a start of psm1");
        while (true)
        {
            tries.Next();
            var x = random.Between(-SceneLayout.WorkspaceHalfXM, SceneLayout.WorkspaceHalfXM);
            var y = random.Between(-SceneLayout.WorkspaceHalfYM, SceneLayout.WorkspaceHalfYM);
            var tip = new Vec3(x, y, scene.Surface.HeightM(x, y) + random.Between(8 * Si.Mm, 40 * Si.Mm));
            var turn = random.Between(0, MaxStartTurnRad) * random.Direction();
            var R = Rotation.FromRotationVector(turn) * SceneLayout.R_world_tool_nominal;
            var far = (tip - scene.Goal_world).Length >= StartDistanceM;
            if (far && scene.Arms[0].TryInverse(new(R, tip - (R * SceneLayout.ControlPoint_tool)), default, out var q))
            {
                scene.PlaceArm(0, q, random.Between(0, MaxStartJawRad));
                return;
            }
        }
    }
}
