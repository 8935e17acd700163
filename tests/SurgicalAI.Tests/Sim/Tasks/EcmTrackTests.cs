using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class EcmTrackTests
{
    private static readonly SimOptions Options = new() { Task = "ecm-track" };

    [Fact]
    public void Drive_ManySeeds_ToolsKeepToTheStatedPaths()
    {
        var world = new SimWorld(Options);
        var (slowest, fastest) = (double.PositiveInfinity, 0.0);
        for (ulong seed = 0; seed < 2; seed++)
        {
            world.Reset(seed);
            Assert.InRange(world.Status.DistanceM, 8 * Si.Mm, 28.001 * Si.Mm);
            for (var i = 0; i < 120; i++)
            {
                var before = EcmTrack.Middle_world(world.Scene);
                world.Step(0.1);
                var (middle, tip0, tip1) = (EcmTrack.Middle_world(world.Scene), world.Arms[0].Tip_world, world.Arms[1].Tip_world);
                Assert.InRange((tip0 - tip1).Length, 20 * Si.Mm, 45 * Si.Mm);
                Assert.True(tip0.Z > world.Scene.Surface.HeightM(tip0.X, tip0.Y) && tip1.Z > world.Scene.Surface.HeightM(tip1.X, tip1.Y));
                Assert.True(Math.Abs(middle.X) < 28 * Si.Mm && Math.Abs(middle.Y) < 21 * Si.Mm);
                Assert.Equal(0, world.Arms[0].ContactForceN + world.Arms[1].ContactForceN);
                (slowest, fastest) = (Math.Min(slowest, (middle - before).Length / 0.1), Math.Max(fastest, (middle - before).Length / 0.1));
            }
        }

        Assert.InRange(slowest, 0, 5 * Si.Mm);
        Assert.InRange(fastest, 12 * Si.Mm, 50 * Si.Mm);
    }

    [Fact]
    public void IsGood_MiddleAtFiveDegreesOrATipOutOfView_IsTheBorder()
    {
        var half = new Vec3(20 * Si.Mm, 0, 0);
        var inside = 0.1 * new Vec3(0, Math.Tan(EcmTrack.ToleranceRad - 1e-6), 1);
        var outside = 0.1 * new Vec3(0, Math.Tan(EcmTrack.ToleranceRad + 1e-6), 1);
        Assert.True(EcmTrack.IsGood(inside - half, inside + half));
        Assert.False(EcmTrack.IsGood(outside - half, outside + half));
        Assert.False(EcmTrack.IsGood(inside - (3 * half), inside + (3 * half)));
        Assert.False(EcmTrack.IsGood(-inside - half, -inside + half));
    }

    [Fact]
    public void Step_EndoscopeStandsStill_IsNoSuccess()
    {
        var world = new SimWorld(Options);
        for (ulong seed = 0; seed < 2; seed++)
        {
            world.Reset(seed);
            world.Step(world.Task.TimeLimitS);
            Assert.True(world.Status is { Success: false, TimedOut: true });
            Assert.InRange(((EcmTrack)world.Task).GoodShare, 0, 0.5);
        }
    }

    [Fact]
    public void Expert_ASeed_SucceedsAndKeepsTheHorizonLevel()
    {
        var world = new SimWorld(Options);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        Assert.True(driver.Play(1, TestContext.Current.CancellationToken).Success);
        Assert.InRange(world.Task.Reward(world.Scene), 0.95, 1);
        Assert.InRange(world.Scene.T_world_ecm.R.X.Z, -0.02, 0.02);
    }

    [Fact]
    public void Visit_RestoredMidway_GoesOnToTheSameBits()
    {
        var world = new SimWorld(Options);
        world.Reset(5);
        world.Step(4);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        world.Step(2);
        var hash = world.StateHash();
        world.Reset(5);
        archive.BeginRestore();
        world.Visit(archive);
        world.Step(2);
        Assert.Equal(hash, world.StateHash());
    }
}
