using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// The right hand lifts the red block off its peg and hands it to the left hand, which drops it over the marked peg: SurRoL's
/// BiPegTransfer at real size. Reset: six blocks on the six right-hand pegs, each turned by up to 30 degrees; one of them is red; one
/// of the six left-hand pegs is the goal; the open jaws of both arms wait above their halves of the board, up to 10 degrees off their
/// usual orientation. Done, by SurRoL's rule, as <see cref="PegTransfer"/>. What differs from SurRoL is what differs there; our PSM1
/// stands where SurRoL's PSM2 does, and the other way round. SurRoL's rule does not ask for a handover, nor does this one: the board
/// is what makes it the short way.
/// </summary>
public sealed class BiPegTransfer : SurgicalTask
{
    private const int Right = 0;
    private const int Left = 1;
    private const int Blocks = 6;
    private const double MaxYawRad = 30 * Si.Deg;
    private const ulong BlockStream = 5;
    private const ulong StartStream = 6;

    private static readonly Vec3 StartLow = new(12 * Si.Mm, -20 * Si.Mm, 46 * Si.Mm);
    private static readonly Vec3 StartHigh = new(36 * Si.Mm, 5 * Si.Mm, 56 * Si.Mm);

    /// <inheritdoc/>
    public override string Name => "bi-peg-transfer";

    /// <inheritdoc/>
    public override string Summary => "lift the red block with the right hand, hand it to the left, drop it over the marked peg";

    /// <inheritdoc/>
    public override double TimeLimitS => 10;

    /// <inheritdoc/>
    public override TaskRig Rig => TaskRig.TwoArms;

    /// <summary>The body that is to be carried.</summary>
    public int Block { get; private set; }

    /// <summary>Number of the peg that it is to be brought to.</summary>
    public int GoalPeg { get; private set; }

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.AddPegBoard();
        var random = scene.Stream(BlockStream);
        (Block, GoalPeg) = (PegTransfer.DrawBlocks(scene, Blocks, MaxYawRad, ref random), random.Below(PegBoard.LeftPegs));
        scene.ShowTarget(PegBoard.Goal_world(GoalPeg));
        if (!scene.ArmsStay)
        {
            scene.FacePegBoard();
            var start = scene.Stream(StartStream);
            PegTransfer.DrawStart(scene, Right, StartLow, StartHigh, ref start);
            PegTransfer.DrawStart(scene, Left, StartLow with { X = -StartHigh.X }, StartHigh with { X = -StartLow.X }, ref start);
        }
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return PegTransfer.IsPlaced(scene.Physics.Bodies.Pose(Block).P, scene.Goal_world);
    }

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (scene.Physics.Bodies.Pose(Block).P - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new Expert(this);

    // The right hand brings the block to the middle, the left takes another wall, the right lets go; what fails is begun again.
    private sealed class Expert(BiPegTransfer task) : PegExpert
    {
        private const double ApartM = 1.5 * Si.Mm;

        private static readonly Vec3 Meeting = new(0, 0, CarryZM);
        private static readonly Vec3 Aside = new(-24 * Si.Mm, 0, CarryZM + AboveM);
        private static readonly Vec3 Overhead = new(0, 0, AboveM);

        protected override IEnumerable<Wait> Script(TaskScene scene) => Forever(() => Try(scene));

        private IEnumerable<IEnumerable<Wait>> Try(TaskScene scene)
        {
            yield return Both(Rise(scene, Right), Rise(scene, Left));
            var (middle, goal) = (Middle(scene, task.Block), PegBoard.Foot_world(task.GoalPeg));
            Vec3[] toMeeting = [Meeting + Overhead, Meeting, middle, middle with { Z = CarryZM }];
            Vec3[] toGoal = [Meeting + Overhead, Meeting, Aside, goal with { Z = CarryZM }, goal with { Z = ThreadedZM }];
            if (Pair(scene, scene.Physics.Bodies.Pose(task.Block).R, toMeeting, toGoal) is not { } pair)
            {
                yield break;
            }

            yield return Both(Approach(scene, Right, task.Block, pair.Right), Stand(scene, Left, new(scene.Physics.Bodies.Pose(task.Block).R, Aside), pair.Left));
            yield return Close(Right);
            yield return Carry(scene, Right, task.Block, toMeeting[3], exact: false);
            yield return Carry(scene, Right, task.Block, Meeting, exact: true);
            if (!Holds(scene, Right, task.Block))
            {
                yield break;
            }

            for (var attempt = 0; attempt < 2 && !Grips(scene, Left); attempt++)
            {
                yield return Open(Left);
                yield return Approach(scene, Left, task.Block, pair.Left);
                yield return Close(Left);
            }

            if (!Grips(scene, Left))
            {
                yield break;
            }

            yield return Open(Right);
            yield return Leave(scene, Right);
            if (!Holds(scene, Left, task.Block))
            {
                yield break;
            }

            yield return Carry(scene, Left, task.Block, toGoal[3], exact: true);
            yield return Carry(scene, Left, task.Block, toGoal[4], exact: true);
            yield return Open(Left);
        }

        // Two walls, one for each hand, such that no wrist bends far and the instruments do not meet: neither where the left one comes
        // down, nor where both hold, nor where the right one leaves.
        private static (WallGrasp Right, WallGrasp Left)? Pair(TaskScene scene, Rotation R_world_block, Vec3[] toMeeting, Vec3[] toGoal)
        {
            ((WallGrasp, WallGrasp)? pair, var least) = (null, double.PositiveInfinity);
            var lefts = WallGrasp.All(scene.Arms[Left], R_world_block, toGoal);
            foreach (var right in WallGrasp.All(scene.Arms[Right], R_world_block, toMeeting))
            {
                foreach (var left in lefts.Where(left => left.Grasp.Wall != right.Grasp.Wall && AreApart(right, left)))
                {
                    var cost = Math.Max(right.CostRad, left.CostRad);
                    (pair, least) = cost < least ? ((right.Grasp, left.Grasp), cost) : (pair, least);
                }
            }

            return pair;
        }

        private static bool AreApart(PlannedGrasp right, PlannedGrasp left) =>
            Math.Min(
                right.Outlines[1].FromM(left.Outlines[1]),
                Math.Min(right.Outlines[0].FromM(left.Outlines[1]), right.Outlines[1].FromM(left.Outlines[0]))) > ApartM;
    }
}
