using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Native.Sim.Tasks;

public sealed class TissueDissectionTests
{
    [Fact]
    public void Reset_ManySeeds_AllFibresHoldWithinTheWorkspaceAndTheScissorsStartAbove()
    {
        var (world, task) = World();
        for (ulong seed = 0; seed < 25; seed++)
        {
            world.Reset(seed);
            Assert.Equal(0, task.Tissue.PartedShare);
            var tip = world.Arm.Tip_world;
            Assert.True(tip.Z - world.Scene.Surface.HeightM(tip.X, tip.Y) > 15 * Si.Mm);
            for (var i = 0; i < task.Tissue.Count; i++)
            {
                var (root, top) = (task.Tissue.Root_world(i), task.Tissue.Top_world(i));
                Assert.InRange(Math.Abs(root.X), 0, SceneLayout.WorkspaceHalfXM);
                Assert.InRange(Math.Abs(root.Y), 0, SceneLayout.WorkspaceHalfYM);
                Assert.InRange(top.Z - root.Z, 4 * Si.Mm, 20 * Si.Mm);
            }
        }
    }

    [Fact]
    public void Step_IdleArm_StaysHoldTheFlapUpAndNothingParts()
    {
        var (world, task) = World();
        world.Step(0.3);
        var before = task.Flap.EdgeMiddle_world;
        world.Step(0.2);
        Assert.InRange((task.Flap.EdgeMiddle_world - before).Length, 0, 1 * Si.Mm);
        Assert.Equal(0, task.Tissue.PartedShare);
        Assert.True(task.IsFlapWhole);
        Assert.False(world.Status.Success);
    }

    [Fact]
    public void IsSuccess_ShareOfFibresParted_FollowsTheRule()
    {
        var (world, task) = World();
        var needed = (int)Math.Ceiling(TissueDissection.ShareToPart * task.Tissue.Count);
        Part(world, task, 0, needed - 1);
        Assert.False(task.IsSuccess(world.Scene));
        Part(world, task, needed - 1, 1);
        Assert.True(task.IsSuccess(world.Scene));
    }

    [Fact]
    public void IsSuccess_HingeTornOff_IsFalse()
    {
        var (world, task) = World();
        Part(world, task, 0, task.Tissue.Count);
        world.Scene.Physics.Detach(0);
        Assert.False(task.IsSuccess(world.Scene));
    }

    [Fact]
    public void IsSuccess_ScissorsHavePressedOnTheOrgan_IsFalse()
    {
        var (world, task) = World();
        Part(world, task, 0, task.Tissue.Count);
        Assert.True(task.IsSuccess(world.Scene));
        var arm = world.Arm;
        var below = arm.Tip_world with { Z = world.Scene.Surface.HeightM(arm.Tip_world.X, arm.Tip_world.Y) - (6 * Si.Mm) };
        Assert.True(arm.TryInverse(arm.Psm.PoseAt(below, arm.R_world_tool_nominal), default, out var q));
        arm.Follow(q, 0);
        world.Step(0.5);
        Assert.True(task.GreatestForceN > TissueDissection.MaxOrganForceN);
        Assert.False(task.IsSuccess(world.Scene));
    }

    [Fact]
    public void Visit_SavedBetweenSnips_GoesOnTheSameWay()
    {
        var (world, task) = World();
        world.Step(0.1);
        Part(world, task, 3, 5);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        world.Step(0.05);
        var hash = world.StateHash();
        archive.BeginRestore();
        world.Visit(archive);
        Assert.Equal(5.0 / task.Tissue.Count, task.Tissue.PartedShare);
        world.Step(0.05);
        Assert.Equal(hash, world.StateHash());
    }

    [Theory]
    [InlineData(0, 6, true)]
    [InlineData(0, 14, false)]
    [InlineData(3, 6, false)]
    public void HavePassed_FibreBetweenClosingBlades_IsCutWhereTheEdgesReach(double asideMm, double alongMm, bool expected)
    {
        // Tool frame in the world's: blades along Z, closing in YZ; fibres run along X.
        var edges = new ScissorEdges(Pose<ToolFrame, WorldFrame>.Identity, 0, 0.2, 13 * Si.Mm);
        var middle = new Vec3(0, asideMm * Si.Mm, alongMm * Si.Mm);
        var half = new Vec3(3 * Si.Mm, 0, 0);
        Assert.Equal(expected, edges.HavePassed(middle - half, middle + half));
    }

    private static (SimWorld World, TissueDissection Task) World()
    {
        var world = new SimWorld(new() { Task = "tissue-dissection" });
        return (world, (TissueDissection)world.Task);
    }

    private static void Part(SimWorld world, TissueDissection task, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            world.Scene.Physics.Detach(task.Tissue[i].Link);
        }
    }
}
