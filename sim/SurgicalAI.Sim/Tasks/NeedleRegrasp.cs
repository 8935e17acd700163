using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Hand a needle from PSM1 to PSM2, after SurRoL's needle_regrasp_bimanual. PSM1 begins with the needle in its jaws, 60 degrees from the
/// wire's middle on the tip's side, somewhere on the right and turned by up to 15 degrees; a point on the left is marked. Done when the
/// place 60 degrees from the middle on the blunt side is within 5 mm of it, in PSM2's jaws and out of PSM1's.
/// </summary>
/// <remarks>
/// What differs from SurRoL: its regions reach 80 mm to each side, ours 50 mm and lie 20 mm lower, so that both eyes see them; PSM1 must
/// have let go; nothing but friction holds the needle; 15 s instead of 10 s, for the arms move at most 60 mm/s. Where the arms stay from
/// an earlier episode the needle lies on the tissue instead.
/// </remarks>
public sealed class NeedleRegrasp : SurgicalTask
{
    /// <summary>Distance between goal and wire at which the goal counts as reached, metres.</summary>
    public const double ToleranceM = 5 * Si.Mm;

    /// <summary>Greatest turn of the needle at the start away from its orientation at the handover, rad.</summary>
    public const double StartTurnRad = 15 * Si.Deg;

    private const double GoalSpreadM = 5 * Si.Mm;
    private const double HalfXM = 10 * Si.Mm;
    private const double HalfYM = 8 * Si.Mm;
    private const double HalfZM = 8 * Si.Mm;
    private const double PressedRad = 0.15;
    private const double GroundHalfM = 10 * Si.Mm;
    private const ulong NeedleStream = 5;
    private const ulong GoalStream = 6;

    private static readonly Vec3 Right_world = new(33 * Si.Mm, 0, 32 * Si.Mm);
    private static readonly Vec3 Left_world = Right_world with { X = -Right_world.X };

    /// <inheritdoc/>
    public override string Name => "needle-regrasp";

    /// <inheritdoc/>
    public override string Summary => "hand a needle from the right instrument to the left and bring it to a marked point";

    /// <inheritdoc/>
    public override double TimeLimitS => 15;

    /// <inheritdoc/>
    public override TaskRig Rig => TaskRig.TwoArms;

    /// <summary>The needle of the running episode.</summary>
    public NeedleBody Needle { get; private set; }

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Needle = scene.AddNeedle(scene.ArmsStay ? DrawLying(scene) : DrawHeld(scene));
        var random = scene.Stream(GoalStream);
        scene.ShowTarget(Left_world + (GoalSpreadM * new Vec3(random.Normal(), random.Normal(), random.Normal())));
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene) =>
        DistanceM(scene) <= ToleranceM && Needle.IsHeldBy(scene, 1) && !Needle.IsHeldBy(scene, 0);

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (Needle.Wire_world(scene, -NeedleHold.Fraction) - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new NeedleRegraspExpert(this);

    private static Pose<WorldFrame, NeedleFrame> DrawHeld(TaskScene scene)
    {
        StartPoses.AtPoint(scene, 1, Left_world, NeedleMoves.OpenRad);
        var random = scene.Stream(NeedleStream);
        var T_needle_tool = NeedleHold.T_needle_tool(1);
        var tries = new ResetTries(scene, "a needle in PSM1's jaws");
        while (true)
        {
            tries.Next();
            var turn = random.Between(0, StartTurnRad) * random.Direction();
            var p = Right_world + new Vec3(random.Between(-HalfXM, HalfXM), random.Between(-HalfYM, HalfYM), random.Between(-HalfZM, HalfZM));
            var R = Rotation.FromRotationVector(turn) * NeedleHold.R_world_needle;
            var T_world_needle = new Pose<WorldFrame, NeedleFrame>(R, p - (R * NeedleShape.Wire_needle(NeedleHold.Fraction)));
            if (scene.Arms[0].TryInverse(T_world_needle * T_needle_tool, default, out var q))
            {
                scene.PlaceArm(0, q, PressedRad);
                scene.Arms[0].Follow(q, NeedleMoves.PressRad);
                return T_world_needle;
            }
        }
    }

    private static Pose<WorldFrame, NeedleFrame> DrawLying(TaskScene scene)
    {
        var random = scene.Stream(NeedleStream);
        var tries = new ResetTries(scene, "a place for the needle");
        while (true)
        {
            tries.Next();
            var (x, y) = (random.Between(-GroundHalfM, GroundHalfM), random.Between(-GroundHalfM, GroundHalfM));
            var T_world_needle = NeedleShape.Rest(scene.Surface, x, y, random.Between(-Math.PI, Math.PI));
            if (scene.Arms.All(arm => (T_world_needle.P - arm.Tip_world).Length >= 2 * NeedleShape.ArcRadiusM))
            {
                return T_world_needle;
            }
        }
    }
}

/// <summary>
/// PSM1 brings the needle to the middle, PSM2 takes its free end and carries it to the goal. A needle that has fallen is taken from the
/// ground by PSM2 itself.
/// </summary>
internal sealed class NeedleRegraspExpert(NeedleRegrasp task) : ScriptedExpert
{
    private const double ApproachM = 12 * Si.Mm;
    private const double RetreatM = 15 * Si.Mm;
    private const double InMPerS = 30 * Si.Mm;
    private const double NearM = 0.5 * Si.Mm;
    private const double PressS = 0.3;
    private const double SettleS = 0.1;

    private static readonly Vec3 Middle_world = new(0, 0, 32 * Si.Mm);
    private static readonly Pose<NeedleFrame, ToolFrame> T_needle_tool2 = NeedleHold.T_needle_tool(-1);

    /// <inheritdoc/>
    protected override IEnumerable<Wait> Script(TaskScene scene)
    {
        foreach (var wait in For(SettleS))
        {
            yield return wait;
        }

        while (true)
        {
            var way = task.Needle.IsHeldBy(scene, 0) ? HandOver(scene) : NeedleMoves.Pick(scene, Hands[1], task.Needle, -NeedleHold.Fraction);
            foreach (var wait in way)
            {
                yield return wait;
            }

            while (task.Needle.IsHeldBy(scene, 1))
            {
                Hands[1].TipGoal_world = scene.Arms[1].Tip_world + scene.Goal_world - task.Needle.Wire_world(scene, -NeedleHold.Fraction);
                yield return Wait.OnePeriod;
            }
        }
    }

    private IEnumerable<Wait> HandOver(TaskScene scene)
    {
        var (giver, taker) = (Hands[0], Hands[1]);
        foreach (var wait in Meet(scene, giver, taker))
        {
            yield return wait;
        }

        var T_world_taken = task.Needle.T_world_needle(scene) * T_needle_tool2;
        taker.TipSpeedMPerS = InMPerS;
        taker.RGoal_world_tool = T_world_taken.R;
        foreach (var wait in taker.Go(scene, T_world_taken * scene.Arms[1].Psm.ControlPoint_tool, NearM, 2))
        {
            yield return wait;
        }

        taker.JawGoalRad = NeedleMoves.PressRad;
        foreach (var wait in For(PressS))
        {
            yield return wait;
        }

        giver.JawGoalRad = NeedleMoves.OpenRad;
        foreach (var wait in For(PressS))
        {
            yield return wait;
        }

        taker.TipSpeedMPerS = ArmHand.SpeedMPerS;
        foreach (var wait in giver.Go(scene, giver.TipGoal_world - (RetreatM * giver.RGoal_world_tool.Z), 2 * NearM, 1))
        {
            yield return wait;
        }
    }

    // The needle as it sits in PSM1's jaws goes to the middle; PSM2 waits where the free end will be, a little way back.
    private IEnumerable<Wait> Meet(TaskScene scene, ArmHand giver, ArmHand taker)
    {
        var R = NeedleHold.R_world_needle;
        var half = 0.5 * (NeedleShape.Wire_needle(NeedleHold.Fraction) + NeedleShape.Wire_needle(-NeedleHold.Fraction));
        var T_world_meeting = new Pose<WorldFrame, NeedleFrame>(R, Middle_world - (R * half));
        var T_needle_tool1 = task.Needle.T_world_needle(scene).Inverse() * scene.Arms[0].T_world_tool;
        Aim(giver, scene.Arms[0], T_world_meeting * T_needle_tool1, 0);
        Aim(taker, scene.Arms[1], T_world_meeting * T_needle_tool2, ApproachM);
        taker.JawGoalRad = NeedleMoves.OpenRad;
        return Until(() => giver.IsThere(scene, NearM) && taker.IsThere(scene, 2 * NearM), 4);
    }

    private static void Aim(ArmHand hand, SimArm arm, Pose<WorldFrame, ToolFrame> T_world_tool, double backM)
    {
        hand.RGoal_world_tool = T_world_tool.R;
        hand.TipGoal_world = (T_world_tool * arm.Psm.ControlPoint_tool) - (backM * T_world_tool.R.Z);
    }
}
