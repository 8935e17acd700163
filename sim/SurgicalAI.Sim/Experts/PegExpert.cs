using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Experts;

/// <summary>What the scripts of the peg tasks have in common: moves of a hand that takes, carries and threads a ring block.</summary>
internal abstract class PegExpert : ScriptedExpert
{
    /// <summary>Height of a block's middle at which it passes over all pegs, metres.</summary>
    protected const double CarryZM = PegBoard.TopM + PegBoard.PegHeightM + RingBlock.HalfHeightM + (6 * Si.Mm);

    /// <summary>Height of a block's middle at which a peg's end is in its hole but not yet between the jaws, metres.</summary>
    protected const double ThreadedZM = CarryZM - (13 * Si.Mm);

    /// <summary>Height from which jaws come down on a wall, metres.</summary>
    protected const double AboveM = 14 * Si.Mm;

    private const double OpenRad = 0.22;
    private const double PressRad = -0.25;
    private const double LeastGripN = 1;
    private const double SpeedMPerS = 90 * Si.Mm;
    private const double SlowMPerS = 50 * Si.Mm;
    private const double AboveToleranceM = 1.5 * Si.Mm;
    private const double PassM = 2 * Si.Mm;
    private const double ExactM = 0.5 * Si.Mm;
    private const double StillM = 0.06 * Si.Mm;
    private const int StillPeriods = 4;
    private const double LegS = 2;
    private const double GripS = 0.3;

    /// <summary>The middle of a block, metres.</summary>
    protected static Vec3 Middle(TaskScene scene, int block) => scene.Physics.Bodies.Pose(block).P;

    /// <summary>True while a block hangs where an arm's jaws are.</summary>
    protected static bool Holds(TaskScene scene, int arm, int block)
    {
        const double Near = 9 * Si.Mm;
        var middle = Middle(scene, block);
        var lifted = middle.Z > PegBoard.TopM + RingBlock.HalfHeightM + (5 * Si.Mm);
        return lifted && (middle - scene.Arms[arm].Tip_world).Length < Near;
    }

    /// <summary>True while an arm's jaws press something between them.</summary>
    protected static bool Grips(TaskScene scene, int arm) => scene.Arms[arm].Body.GripForceN > LeastGripN;

    /// <summary>Strings the moves of one attempt after another together, attempt after attempt.</summary>
    protected static IEnumerable<Wait> Forever(Func<IEnumerable<IEnumerable<Wait>>> attempt)
    {
        while (true)
        {
            foreach (var wait in attempt().SelectMany(move => move).DefaultIfEmpty())
            {
                yield return wait;
            }
        }
    }

    /// <summary>Two moves at once.</summary>
    protected static IEnumerable<Wait> Both(IEnumerable<Wait> one, IEnumerable<Wait> other)
    {
        using var first = one.GetEnumerator();
        using var second = other.GetEnumerator();
        while (first.MoveNext() | second.MoveNext())
        {
            yield return Wait.OnePeriod;
        }
    }

    /// <summary>Opens the jaws and brings them over a wall, from above, without touching anything; stops where the way there is barred.</summary>
    protected IEnumerable<Wait> Approach(TaskScene scene, int arm, int block, WallGrasp grasp)
    {
        var hand = Hands[arm];
        var T_world_block = scene.Physics.Bodies.Pose(block);
        var tip = grasp.Tip_world(T_world_block);
        (hand.RGoal_world_tool, hand.JawGoalRad, hand.TipSpeedMPerS) = (grasp.R_world_tool(T_world_block), OpenRad, SpeedMPerS);
        var above = tip with { Z = Math.Max(tip.Z + AboveM, CarryZM) };
        foreach (var wait in Go(scene, arm, above, AboveToleranceM))
        {
            yield return wait;
        }

        if ((scene.Arms[arm].Tip_world - above).Length > PassM)
        {
            yield break;
        }

        hand.TipSpeedMPerS = SlowMPerS;
        foreach (var wait in Go(scene, arm, tip, ExactM))
        {
            yield return wait;
        }
    }

    /// <summary>Opens the jaws and waits, turned for a grasp, where they would take a block at a pose.</summary>
    protected IEnumerable<Wait> Stand(TaskScene scene, int arm, Pose<WorldFrame, BodyFrame> T_world_block, WallGrasp grasp)
    {
        var hand = Hands[arm];
        (hand.RGoal_world_tool, hand.JawGoalRad, hand.TipSpeedMPerS) = (grasp.R_world_tool(T_world_block), OpenRad, SpeedMPerS);
        return Go(scene, arm, grasp.Tip_world(T_world_block), PassM);
    }

    /// <summary>Closes the jaws and waits until they press.</summary>
    protected IEnumerable<Wait> Close(int arm)
    {
        Hands[arm].JawGoalRad = PressRad;
        return For(GripS);
    }

    /// <summary>Opens the jaws and waits until they are open.</summary>
    protected IEnumerable<Wait> Open(int arm)
    {
        Hands[arm].JawGoalRad = OpenRad;
        return For(GripS);
    }

    /// <summary>Moves a hand straight up to the height at which it passes over pegs.</summary>
    protected IEnumerable<Wait> Rise(TaskScene scene, int arm)
    {
        Hands[arm].TipSpeedMPerS = SpeedMPerS;
        return Go(scene, arm, scene.Arms[arm].Tip_world with { Z = CarryZM + RingBlock.HalfHeightM }, PassM);
    }

    /// <summary>Moves a hand with open jaws up from what it held.</summary>
    protected IEnumerable<Wait> Leave(TaskScene scene, int arm) =>
        Go(scene, arm, scene.Arms[arm].Tip_world + new Vec3(0, 0, AboveM), PassM);

    /// <summary>Moves the block in the jaws so that its middle comes to a place.</summary>
    protected IEnumerable<Wait> Carry(TaskScene scene, int arm, int block, Vec3 middle_world, bool exact)
    {
        Hands[arm].TipSpeedMPerS = SpeedMPerS;
        var tip = middle_world + scene.Arms[arm].Tip_world - Middle(scene, block);
        return Go(scene, arm, tip, exact ? ExactM : PassM);
    }

    // Tip and tool must have arrived; what is commanded may still be creeping up on its goal. Or the arm stands at the end of its way:
    // where the camera errs by more than the tolerance the tip comes no nearer.
    private IEnumerable<Wait> Go(TaskScene scene, int arm, Vec3 tip_world, double toleranceM)
    {
        const double TurnedRad = 0.03;
        var (hand, body) = (Hands[arm], scene.Arms[arm]);
        hand.TipGoal_world = tip_world;
        var (last_world, still) = (body.Tip_world, 0);
        return Until(() => IsNear() || Stands(), LegS);

        bool IsNear() => (body.Tip_world - tip_world).Length < toleranceM && body.T_world_tool.R.AngleTo(hand.RGoal_world_tool) < TurnedRad;

        bool Stands()
        {
            still = hand.HasArrived && (body.Tip_world - last_world).Length < StillM ? still + 1 : 0;
            last_world = body.Tip_world;
            return still == StillPeriods;
        }
    }
}
