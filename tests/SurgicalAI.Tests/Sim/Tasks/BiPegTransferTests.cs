using SurgicalAI.Core;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class BiPegTransferTests
{
    private static readonly SimOptions Options = new() { Task = "bi-peg-transfer" };

    [Fact]
    public void Reset_ManySeeds_ABlockOnEachPegAndEachHandOverItsHalf()
    {
        var world = new SimWorld(Options);
        var task = (BiPegTransfer)world.Task;
        for (ulong seed = 0; seed < 50; seed++)
        {
            world.Reset(seed);
            var block = world.Scene.Physics.Bodies.Pose(task.Block).P;
            Assert.Contains(Enumerable.Range(PegBoard.LeftPegs, 6), i => (PegBoard.Foot_world(i) - block).Length < 8 * Si.Mm);
            Assert.InRange(task.GoalPeg, 0, PegBoard.LeftPegs - 1);
            Assert.True(world.Arms[0].Tip_world.X > 10 * Si.Mm && world.Arms[1].Tip_world.X < -10 * Si.Mm);
            Assert.False(world.Task.IsSuccess(world.Scene));
        }
    }

    [Fact]
    public void Step_ArmsStandStill_IsNoSuccess()
    {
        var world = new SimWorld(Options);
        world.Reset(2);
        world.Step(0.5);
        Assert.False(world.Status.Success);
        Assert.Equal(0, world.Arms[0].ContactForceN + world.Arms[1].ContactForceN);
    }
}
