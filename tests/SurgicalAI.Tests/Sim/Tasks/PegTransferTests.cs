using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class PegTransferTests
{
    private static readonly SimOptions Options = new() { Task = "peg-transfer" };

    [Fact]
    public void Reset_ManySeeds_StartsInsideTheStatedDistribution()
    {
        var world = new SimWorld(Options);
        var task = (PegTransfer)world.Task;
        var pegsUsed = new HashSet<int>();
        for (ulong seed = 0; seed < 100; seed++)
        {
            world.Reset(seed);
            var block = world.Scene.Physics.Bodies.Pose(task.Block);
            var peg = Enumerable.Range(PegBoard.LeftPegs, 6).Single(i => (PegBoard.Foot_world(i) - block.P).Length < 8 * Si.Mm);
            pegsUsed.Add(peg);
            pegsUsed.Add(task.GoalPeg);
            Assert.True(block.P.X > 0 && world.Scene.Goal_world.X < 0);
            Assert.Equal(PegBoard.TopM + RingBlock.HalfHeightM, block.P.Z, 9);
            Assert.InRange(Math.Abs(Math.Atan2(block.R.X.Y, block.R.X.X) - (90 * Si.Deg)), 0, 30.001 * Si.Deg);
            var tip = world.Arm.Tip_world;
            Assert.True(tip.Z > PegBoard.TopM + PegBoard.PegHeightM + (10 * Si.Mm));
            Assert.True(world.Arm.T_world_tool.R.AngleTo(world.Arm.R_world_tool_nominal) <= (10 * Si.Deg) + 1e-9);
            Assert.False(world.Task.IsSuccess(world.Scene));
        }

        Assert.Equal(PegBoard.PegCount, pegsUsed.Count);
    }

    [Fact]
    public void NextGoal_ArmStandsAtAPeg_ThatPegStaysEmpty()
    {
        var world = new SimWorld(Options);
        for (ulong seed = 0; seed < 10; seed++)
        {
            world.Reset(seed);
            var tip = world.Scene.Physics.Bodies.Pose(((PegTransfer)world.Task).Block).P;
            Assert.True(world.Arm.TryInverse(world.Arm.Psm.PoseAt(tip, world.Arm.R_world_tool_nominal), world.Arm.Setpoint, out var q));
            world.Scene.PlaceArm(0, q, 0);
            world.NextGoal(seed + 100);
            var bodies = world.Scene.Physics.Bodies;
            for (var i = 0; i < bodies.Count; i++)
            {
                Assert.True(bodies.MassKg(i) == 0 || (bodies.Pose(i).P - world.Arm.Tip_world).Length > 20 * Si.Mm);
            }
        }
    }

    [Fact]
    public void Foot_AnyTwoPegs_LeaveRoomForTheirBlocks()
    {
        for (var i = PegBoard.LeftPegs; i < PegBoard.PegCount; i++)
        {
            for (var j = PegBoard.LeftPegs; j < i; j++)
            {
                Assert.True((PegBoard.Foot_world(i) - PegBoard.Foot_world(j)).Length > 4 * RingBlock.OuterM);
            }
        }
    }

    [Theory]
    [InlineData(4.99, 3.99, true)]
    [InlineData(5.01, 0, false)]
    [InlineData(0, 4.01, false)]
    [InlineData(0, -4.01, false)]
    public void IsPlaced_FiveMillimetresAsideAndFourInHeight_IsTheBorder(double asideMm, double upMm, bool placed) =>
        Assert.Equal(placed, PegTransfer.IsPlaced(new(3 + (0.6 * asideMm * Si.Mm), 0.8 * asideMm * Si.Mm, upMm * Si.Mm), new(3, 0, 0)));

    [Fact]
    public void IsPlaced_BlockAtRestOnItsPeg_IsTrueByAQuarterMillimetre() =>
        Assert.InRange(PegBoard.Goal_world(0).Z - PegBoard.Foot_world(0).Z - RingBlock.HalfHeightM, 3.7 * Si.Mm, 3.8 * Si.Mm);

    [Fact]
    public void Step_ArmStandsStill_BlocksStayOnTheirPegs()
    {
        var world = new SimWorld(Options);
        world.Reset(3);
        var before = world.Scene.Physics.Bodies.Pose(((PegTransfer)world.Task).Block).P;
        world.Step(1);
        var after = world.Scene.Physics.Bodies.Pose(((PegTransfer)world.Task).Block).P;
        Assert.InRange((after - before).Length, 0, 0.1 * Si.Mm);
        Assert.False(world.Status.Success);
    }

    [Fact]
    public void Visit_RestoredWithTheBlockInTheJaws_GoesOnToTheSameBits()
    {
        var world = new SimWorld(Options);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        driver.Begin(1);
        while (world.Scene.Physics.Bodies.Pose(((PegTransfer)world.Task).Block).P.Z < PegBoard.TopM + PegBoard.PegHeightM)
        {
            driver.Step();
        }

        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        world.Step(0.3);
        var hash = world.StateHash();
        world.Reset(1);
        archive.BeginRestore();
        world.Visit(archive);
        world.Step(0.3);
        Assert.Equal(hash, world.StateHash());
    }
}
