using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Carry the red block from its peg on the right to the marked peg on the left: SurRoL's PegTransfer at real size.
/// Reset: four blocks on four of the six right-hand pegs, each turned by up to 30 degrees; one of them is red; one of the six
/// left-hand pegs is the goal; the open jaws wait above the middle of the board, up to 10 degrees off their usual orientation.
/// Done, by SurRoL's rule, when the block's middle is within 5 mm of the goal sideways and 4 mm in height.
/// What differs from SurRoL: the block is held by friction alone and weighs what rubber weighs (1.2 g, not 10 g), the plate is let
/// into tissue, and the arm starts above the board instead of in a corner of the workspace.
/// </summary>
public sealed class PegTransfer : SurgicalTask
{
    /// <summary>Distance from the goal's axis at which a block counts as placed, metres.</summary>
    public const double ToleranceXYM = 5 * Si.Mm;

    /// <summary>Distance in height at which a block counts as placed, metres.</summary>
    public const double ToleranceZM = 4 * Si.Mm;

    private const int Blocks = 4;
    private const ulong BlockStream = 5;
    private const ulong StartStream = 6;
    private const double StayClearM = 20 * Si.Mm;
    private const double MaxYawRad = 30 * Si.Deg;
    private const double MaxStartTurnRad = 10 * Si.Deg;

    private static readonly Vec3 StartLow = new(0, -25 * Si.Mm, 46 * Si.Mm);
    private static readonly Vec3 StartHigh = new(30 * Si.Mm, 5 * Si.Mm, 56 * Si.Mm);

    /// <inheritdoc/>
    public override string Name => "peg-transfer";

    /// <inheritdoc/>
    public override string Summary => "lift the red block off its peg and drop it over the marked one";

    /// <inheritdoc/>
    public override double TimeLimitS => 10;

    /// <summary>The body that is to be carried.</summary>
    public int Block { get; private set; }

    /// <summary>Number of the peg that it is to be brought to.</summary>
    public int GoalPeg { get; private set; }

    /// <summary>SurRoL's rule.</summary>
    /// <param name="block_world">Middle of the block, metres.</param>
    /// <param name="goal_world">Goal, metres.</param>
    public static bool IsPlaced(Vec3 block_world, Vec3 goal_world)
    {
        var d = block_world - goal_world;
        return Math.Sqrt((d.X * d.X) + (d.Y * d.Y)) < ToleranceXYM && Math.Abs(d.Z) < ToleranceZM;
    }

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.AddPegBoard();
        var random = scene.Stream(BlockStream);
        (Block, GoalPeg) = (DrawBlocks(scene, Blocks, MaxYawRad, ref random), random.Below(PegBoard.LeftPegs));
        scene.ShowTarget(PegBoard.Goal_world(GoalPeg));
        if (!scene.ArmsStay)
        {
            scene.FacePegBoard();
            var start = scene.Stream(StartStream);
            DrawStart(scene, 0, StartLow, StartHigh, ref start);
        }
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return IsPlaced(scene.Physics.Bodies.Pose(Block).P, scene.Goal_world);
    }

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (scene.Physics.Bodies.Pose(Block).P - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new Expert(this);

    /// <summary>Puts blocks on right-hand pegs; those that a tool of the last episode stands at stay empty.</summary>
    /// <returns>The body of the first, the red one.</returns>
    internal static int DrawBlocks(TaskScene scene, int blocks, double maxYawRad, ref SeededRandom random)
    {
        var pegs = Clear(scene, Shuffled(PegBoard.LeftPegs, PegBoard.PegCount, ref random));
        var first = -1;
        for (var i = 0; i < Math.Min(blocks, pegs.Length); i++)
        {
            var yaw = (90 * Si.Deg) + random.Between(-maxYawRad, maxYawRad);
            var body = scene.AddRingBlock(new(Rotation.AboutZ(yaw), Middle_world(pegs[i])), i == 0 ? RingBlock.Red : RingBlock.Blue);
            first = i == 0 ? body : first;
        }

        return first;
    }

    /// <summary>Puts an arm above the board.</summary>
    internal static void DrawStart(TaskScene scene, int arm, Vec3 low, Vec3 high, ref SeededRandom random)
    {
        var tries = new ResetTries(scene, $"a start of {scene.Arms[arm].Name}");
        while (true)
        {
            tries.Next();
            var tip = new Vec3(random.Between(low.X, high.X), random.Between(low.Y, high.Y), random.Between(low.Z, high.Z));
            var turn = random.Between(0, MaxStartTurnRad) * random.Direction();
            var R = Rotation.FromRotationVector(turn) * scene.Arms[arm].R_world_tool_nominal;
            if (scene.Arms[arm].TryInverse(scene.Arms[arm].Psm.PoseAt(tip, R), default, out var q))
            {
                scene.PlaceArm(arm, q, random.Between(0.1, 0.5));
                return;
            }
        }
    }

    // All where tools stand at each of them: there must be one to carry.
    private static int[] Clear(TaskScene scene, int[] pegs)
    {
        var clear = Array.FindAll(pegs, peg => scene.AreClearOf(Middle_world(peg), StayClearM));
        return clear.Length > 0 ? clear : pegs;
    }

    private static Vec3 Middle_world(int peg) => PegBoard.Foot_world(peg) + new Vec3(0, 0, RingBlock.HalfHeightM);

    private static int[] Shuffled(int from, int to, ref SeededRandom random)
    {
        int[] numbers = [.. Enumerable.Range(from, to - from)];
        for (var i = numbers.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (numbers[i], numbers[j]) = (numbers[j], numbers[i]);
        }

        return numbers;
    }

    // Take, lift, carry, thread over the peg, let go; whatever fails is begun again.
    private sealed class Expert(PegTransfer task) : PegExpert
    {
        protected override IEnumerable<Wait> Script(TaskScene scene) => Forever(() => Try(scene));

        private IEnumerable<IEnumerable<Wait>> Try(TaskScene scene)
        {
            const int Arm = 0;
            yield return Rise(scene, Arm);
            var goal = PegBoard.Foot_world(task.GoalPeg);
            var middle = Middle(scene, task.Block);
            Vec3[] path = [middle, middle with { Z = CarryZM }, goal with { Z = CarryZM }, goal with { Z = ThreadedZM }];
            if (WallGrasp.Best(scene.Arms[Arm], scene.Physics.Bodies.Pose(task.Block).R, path) is not { } best)
            {
                yield break;
            }

            yield return Approach(scene, Arm, task.Block, best.Grasp);
            yield return Close(Arm);
            yield return Carry(scene, Arm, task.Block, path[1], exact: false);
            if (!Holds(scene, Arm, task.Block))
            {
                yield break;
            }

            yield return Carry(scene, Arm, task.Block, path[2], exact: true);
            yield return Carry(scene, Arm, task.Block, path[3], exact: true);
            yield return Open(Arm);
        }
    }
}
