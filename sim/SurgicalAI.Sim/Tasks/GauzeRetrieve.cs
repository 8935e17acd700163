using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Take a gauze of 25 x 15 mm off the tissue and bring its middle to a marked point in the air. Lengths are SurRoL's divided by its
/// scale of 5: the gauze within 10 mm of the centre along X and along Y; the goal's X and Y normal about the centre with 20 mm; done
/// when the gauze's middle, the mean of its points, is within 5 mm of the goal.
/// </summary>
/// <remarks>
/// What differs from SurRoL: the gauze is cloth (SurRoL's is a rigid block of 4 x 2 x 3 mm) on uneven tissue, at any heading, and
/// friction alone holds it; the goal is 34 mm high instead of 47 and its X and Y are drawn again beyond 30 mm, so that the endoscope sees
/// it; the instrument starts above the near corner of the workspace on its own side.
/// </remarks>
public sealed class GauzeRetrieve : SurgicalTask
{
    /// <summary>Distance between the gauze's middle and the goal at which the goal counts as reached, metres.</summary>
    public const double ToleranceM = 5 * Si.Mm;

    /// <summary>Height of the goal above the tissue's mean, metres.</summary>
    public const double GoalHeightM = 34 * Si.Mm;

    /// <summary>Greatest distance of the gauze's middle from the centre along X and along Y at the start, metres.</summary>
    public const double GauzeHalfM = 10 * Si.Mm;

    /// <summary>Greatest distance of the goal from the centre along X and along Y, metres.</summary>
    public const double GoalHalfM = 30 * Si.Mm;

    private const double GoalSpreadM = 20 * Si.Mm;
    private const double StartDistanceM = 20 * Si.Mm;
    private const ulong GauzeStream = 5;
    private const ulong GoalStream = 6;

    private Cloth? _gauze;

    /// <inheritdoc/>
    public override string Name => "gauze-retrieve";

    /// <inheritdoc/>
    public override string Summary => "take a gauze off the tissue and bring it to a marked point";

    /// <inheritdoc/>
    public override double TimeLimitS => 10;

    /// <summary>The gauze of the running episode.</summary>
    public Cloth Gauze => _gauze ?? throw new InvalidOperationException("No scene has been built.");

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        StartPoses.AtCorner(scene, 0);
        _gauze = DrawGauze(scene);
        scene.ShowTarget(DrawGoal(scene));
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene) => DistanceM(scene) <= ToleranceM;

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (Gauze.Middle() - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new GauzeRetrieveExpert(this);

    private static Cloth DrawGauze(TaskScene scene)
    {
        var random = scene.Stream(GauzeStream);
        var tries = new ResetTries(scene, "a place for the gauze");
        while (true)
        {
            tries.Next();
            var (x, y) = (random.Between(-GauzeHalfM, GauzeHalfM), random.Between(-GauzeHalfM, GauzeHalfM));
            var yaw = random.Between(-Math.PI / 2, Math.PI / 2);
            if (!scene.ArmsStay || (scene.Arms[0].Tip_world - new Vec3(x, y, scene.Surface.HeightM(x, y))).Length >= StartDistanceM)
            {
                return scene.AddGauze(x, y, yaw);
            }
        }
    }

    private static Vec3 DrawGoal(TaskScene scene)
    {
        var random = scene.Stream(GoalStream);
        while (true)
        {
            var (x, y) = (GoalSpreadM * random.Normal(), GoalSpreadM * random.Normal());
            if (Math.Abs(x) <= GoalHalfM && Math.Abs(y) <= GoalHalfM)
            {
                return new(x, y, GoalHeightM);
            }
        }
    }
}

/// <summary>
/// Sets both tips on the gauze beside its middle, closes them over the ground so that the cloth folds up between them, presses the fold
/// and lifts; and if the gauze came along, carries it to the goal. Else again, at another heading.
/// </summary>
internal sealed class GauzeRetrieveExpert(GauzeRetrieve task) : ScriptedExpert
{
    private const double OpenRad = 1.0;
    private const double PressedM = 0.35 * Si.Mm;
    private const double CloseRadPerS = 1.5;
    private const double PressS = 0.15;
    private const double DownS = 0.8;
    private const double DownMPerS = 30 * Si.Mm;
    private const double HangM = 7 * Si.Mm;
    private const double LiftM = 10 * Si.Mm;
    private const double NearM = 0.5 * Si.Mm;
    private const double HeldWithinM = 14 * Si.Mm;
    private const int Headings = 12;

    /// <inheritdoc/>
    protected override IEnumerable<Wait> Script(TaskScene scene) => Phases(scene).SelectMany(phase => phase);

    private IEnumerable<IEnumerable<Wait>> Phases(TaskScene scene)
    {
        var hand = Hands[0];
        while (true)
        {
            hand.JawGoalRad = OpenRad;
            var grasp = Plan(scene);
            hand.RGoal_world_tool = grasp.R_world_tool;
            yield return hand.Go(scene, grasp.Above_world, 2 * NearM, 3);
            hand.TipSpeedMPerS = DownMPerS;
            yield return hand.Go(scene, grasp.Tip_world, NearM, DownS);
            yield return Close(scene, hand, grasp);
            hand.TipSpeedMPerS = ArmHand.SpeedMPerS;
            yield return hand.Go(scene, grasp.Tip_world + new Vec3(0, 0, LiftM), 2 * NearM, 1);
            TurnWhereNeeded(scene, hand);
            yield return Carry(scene, hand);
        }
    }

    private GroundGrasp Plan(TaskScene scene)
    {
        var middle = task.Gauze.Middle();
        var up = scene.Surface.Normal(middle.X, middle.Y);
        var tip = middle with { Z = scene.Surface.HeightM(middle.X, middle.Y) - Drop(OpenRad) - PressedM };
        var (best, least) = (default(GroundGrasp), double.PositiveInfinity);
        for (var i = 0; i < Headings; i++)
        {
            var (s, c) = Math.SinCos(i * Math.PI / Headings);
            var (grasp, cost) = GroundGrasp.Plan(scene.Arms[0], tip, up, new(c, s, 0));
            (best, least) = cost < least ? (grasp, cost) : (best, least);
        }

        return best;
    }

    // The closing tips come lower than the open ones: the tool goes up by as much.
    private static IEnumerable<Wait> Close(TaskScene scene, ArmHand hand, GroundGrasp grasp)
    {
        for (var jaw = OpenRad; jaw > NeedleMoves.PressRad; jaw -= CloseRadPerS * PeriodS)
        {
            hand.JawGoalRad = jaw;
            hand.TipGoal_world = grasp.Tip_world + new Vec3(0, 0, Drop(OpenRad) - Drop(Math.Max(0, jaw)));
            yield return Wait.OnePeriod;
        }

        foreach (var wait in For(PressS))
        {
            yield return wait;
        }
    }

    // A turning wrist works the cloth loose.
    private static void TurnWhereNeeded(TaskScene scene, ArmHand hand)
    {
        var arm = scene.Arms[0];
        var reach = arm.TryInverse(arm.Psm.PoseAt(scene.Goal_world + new Vec3(0, 0, HangM), hand.RGoal_world_tool), arm.Setpoint, out _);
        hand.RGoal_world_tool = reach ? hand.RGoal_world_tool : NeedleMoves.NearestNominal(arm);
    }

    private IEnumerable<Wait> Carry(TaskScene scene, ArmHand hand)
    {
        while (IsHeld(scene))
        {
            hand.TipGoal_world = scene.Arms[0].Tip_world + scene.Goal_world - task.Gauze.Middle();
            yield return Wait.OnePeriod;
        }
    }

    private bool IsHeld(TaskScene scene) =>
        scene.Arms[0].Body.GripForceN > 0 && (task.Gauze.Middle() - scene.Arms[0].Tip_world).Length < HeldWithinM;

    // By how much the tips of open jaws stand back from those of closed ones, metres.
    private static double Drop(double jawRad) => SceneLayout.ControlPointM * (1 - Math.Cos(0.5 * jawRad));
}
