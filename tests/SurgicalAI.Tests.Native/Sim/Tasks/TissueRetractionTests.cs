using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Native.Sim.Tasks;

public sealed class TissueRetractionTests
{
    [Fact]
    public void Reset_ManySeeds_EdgeAndGoalAreWithinReachOfAnArmThatStartsAbove()
    {
        var (world, task) = World();
        for (ulong seed = 0; seed < 25; seed++)
        {
            world.Reset(seed);
            var scene = world.Scene;
            var edge = task.Flap.EdgeMiddle_world;
            Assert.InRange(edge.Z - scene.Surface.HeightM(edge.X, edge.Y), 5 * Si.Mm, 10 * Si.Mm);
            Assert.True(world.Arm.Tip_world.Z - scene.Surface.HeightM(world.Arm.Tip_world.X, world.Arm.Tip_world.Y) > 15 * Si.Mm);
            Assert.InRange((scene.Goal_world - edge).Length, 10 * Si.Mm, 40 * Si.Mm);
            foreach (var p in (ReadOnlySpan<Vec3>)[edge, scene.Goal_world])
            {
                Assert.InRange(Math.Abs(p.X), 0, SceneLayout.WorkspaceHalfXM);
                Assert.InRange(Math.Abs(p.Y), 0, SceneLayout.WorkspaceHalfYM);
                Assert.True(world.Arm.TryInverse(world.Arm.Psm.PoseAt(p, world.Arm.R_world_tool_nominal), default, out _));
            }
        }
    }

    [Theory]
    [InlineData(2.9, true)]
    [InlineData(3.1, false)]
    public void IsSuccess_EdgeAtADistanceFromTheGoal_FollowsTheRule(double awayMm, bool expected)
    {
        var (world, task) = World();
        Place(world, task.Flap, world.Scene.Goal_world + new Vec3(0, awayMm * Si.Mm, 0));
        Assert.Equal(expected, task.IsSuccess(world.Scene));
    }

    [Fact]
    public void IsSuccess_HingeTornOff_IsFalse()
    {
        var (world, task) = World();
        Place(world, task.Flap, world.Scene.Goal_world);
        Assert.True(task.IsSuccess(world.Scene));
        world.Scene.Physics.Detach(0);
        Assert.False(task.IsSuccess(world.Scene));
    }

    [Fact]
    public void Step_IdleArm_FlapLiesStillAndTheTaskIsNotDone()
    {
        var (world, task) = World();
        for (var i = 0; i < 250; i++)
        {
            world.Step(SimWorld.StepS);
        }

        var before = task.Flap.EdgeMiddle_world;
        for (var i = 0; i < 100; i++)
        {
            world.Step(SimWorld.StepS);
        }

        Assert.InRange((task.Flap.EdgeMiddle_world - before).Length, 0, 0.3 * Si.Mm);
        Assert.False(world.Status.Success);
    }

    private static (SimWorld World, TissueRetraction Task) World()
    {
        var world = new SimWorld(new() { Task = "tissue-retraction" });
        return (world, (TissueRetraction)world.Task);
    }

    private static void Place(SimWorld world, Flap flap, Vec3 edge_world)
    {
        for (var through = 0; through < 2; through++)
        {
            var i = flap.Particle(FlapShape.CellsAcross / 2, FlapShape.CellsAlong, through);
            world.Scene.Physics.Particles.SetPosition(i, edge_world);
        }
    }
}
