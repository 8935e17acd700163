using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class NeedlePickTests
{
    [Fact]
    public void Reset_ManySeeds_NeedleLiesWithinReach()
    {
        var (world, task) = MakeWorld();
        for (ulong seed = 0; seed < 100; seed++)
        {
            world.Reset(seed);
            var T_world_needle = task.Needle.T_world_needle(world.Scene);
            Assert.True(Math.Abs(T_world_needle.P.X) <= NeedlePick.NeedleHalfM && Math.Abs(T_world_needle.P.Y) <= NeedlePick.NeedleHalfM);
            Assert.InRange(task.Needle.ClearanceM(world.Scene), 0.4 * Si.Mm, NeedleShape.WireRadiusM + 1e-5);
            Assert.True(double.IsFinite(NeedleMoves.Plan(world.Scene, new(0), task.Needle, 0).CostRad), $"seed {seed}");
        }
    }

    [Fact]
    public void Reset_ManySeeds_GoalHasSurRoLsHeightAndSpread()
    {
        var (world, task) = MakeWorld();
        var squares = 0.0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            world.Reset(seed);
            var goal = world.Scene.Goal_world;
            Assert.Equal(NeedlePick.GoalHeightM, goal.Z, 12);
            squares += (goal.X * goal.X) + (goal.Y * goal.Y);
        }

        Assert.InRange(Math.Sqrt(squares / 600), 9 * Si.Mm, 11 * Si.Mm);
        Assert.False(task.IsSuccess(world.Scene));
    }

    [Fact]
    public void IsSuccess_MiddleOfTheWireAtFiveMillimetres_IsTheBorder()
    {
        var (world, task) = MakeWorld();
        foreach (var (offM, done) in (ReadOnlySpan<(double, bool)>)[(4.99 * Si.Mm, true), (5.01 * Si.Mm, false)])
        {
            var T_world_needle = new Pose<WorldFrame, NeedleFrame>(Rotation.AboutZ(1), world.Scene.Goal_world + new Vec3(0, offM, 0));
            task.Needle.Place(world.Scene, T_world_needle);
            Assert.Equal(done, task.IsSuccess(world.Scene));
        }
    }

    [Fact]
    public void Step_IdleArm_NeedleStaysAndTheTaskIsNotDone()
    {
        var (world, task) = MakeWorld();
        world.Reset(4);
        var before = task.Needle.Wire_world(world.Scene, 0);
        for (var i = 0; i < 1000; i++)
        {
            world.Step(SimWorld.StepS);
        }

        Assert.False(world.Status.Success);
        Assert.True((task.Needle.Wire_world(world.Scene, 0) - before).Length < 1 * Si.Mm);
    }

    [Fact]
    public void Visit_SavedWithTheNeedleInTheJaws_GoesOnTheSameWay()
    {
        var (world, task) = MakeWorld();
        var driver = new TaskDriver(world, task.MakeExpert());
        driver.Begin(1);
        while (!task.Needle.IsHeldBy(world.Scene, 0))
        {
            driver.Step();
        }

        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        world.Step(0.1);
        var hash = world.StateHash();
        archive.BeginRestore();
        world.Visit(archive);
        world.Step(0.1);
        Assert.Equal(hash, world.StateHash());
    }

    private static (SimWorld World, NeedlePick Task) MakeWorld()
    {
        var world = new SimWorld(new SimOptions { Task = "needle-pick" });
        return (world, (NeedlePick)world.Task);
    }
}
