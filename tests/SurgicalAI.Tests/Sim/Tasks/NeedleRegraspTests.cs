using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Checks;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class NeedleRegraspTests
{
    [Fact]
    public void Reset_ManySeeds_Psm1HoldsTheNeedleOnTheRight()
    {
        var (world, task) = MakeWorld();
        for (ulong seed = 0; seed < 40; seed++)
        {
            world.Reset(seed);
            world.Step(0.04);
            Assert.True(task.Needle.IsHeldBy(world.Scene, 0), $"seed {seed}");
            Assert.False(task.Needle.IsHeldBy(world.Scene, 1), $"seed {seed}");
            Assert.True(task.Needle.Wire_world(world.Scene, NeedleHold.Fraction).X > 20 * Si.Mm);
            var turn = task.Needle.T_world_needle(world.Scene).R.AngleTo(NeedleHold.R_world_needle);
            Assert.InRange(turn, 0, NeedleRegrasp.StartTurnRad + 0.05);
        }
    }

    [Fact]
    public void Step_IdleArms_Psm1KeepsTheNeedleAndTheTaskIsNotDone()
    {
        var (world, task) = MakeWorld();
        world.Reset(3);
        for (var i = 0; i < 1000; i++)
        {
            world.Step(SimWorld.StepS);
        }

        Assert.True(task.Needle.IsHeldBy(world.Scene, 0));
        Assert.False(world.Status.Success);
    }

    [Fact]
    public void IsSuccess_NeedleAtTheGoalInNobodysJaws_IsFalse()
    {
        var (world, task) = MakeWorld();
        world.Reset(5);
        var R = NeedleHold.R_world_needle;
        task.Needle.Place(world.Scene, new(R, world.Scene.Goal_world - (R * NeedleShape.Wire_needle(-NeedleHold.Fraction))));
        Assert.True(task.DistanceM(world.Scene) < 1e-9);
        Assert.False(task.IsSuccess(world.Scene));
    }

    // Of 1000 episodes of random motion those in which the clash of two instruments once shot the needle away.
    [Theory]
    [InlineData(2509, 0.13)]
    [InlineData(2929, 0.24)]
    [InlineData(4909, 0.3)]
    [InlineData(8549, 0.26)]
    [InlineData(9409, 0.13)]
    [InlineData(9979, 1.2)]
    public void Step_ArmsClashOverTheNeedle_NeedleStaysOnTheStage(ulong seed, double untilS)
    {
        var (world, _) = MakeWorld();
        var (driver, guard) = (new TaskDriver(world, new RandomExpert()), new SceneGuard(world.Scene));
        driver.Begin(seed);
        guard.Begin();
        while (world.EpisodeSteps * SimWorld.StepS < untilS)
        {
            driver.Step();
            Assert.Null(world.EpisodeSteps % 5 == 0 ? guard.Check() : null);
        }
    }

    private static (SimWorld World, NeedleRegrasp Task) MakeWorld()
    {
        var world = new SimWorld(new SimOptions { Task = "needle-regrasp" });
        return (world, (NeedleRegrasp)world.Task);
    }
}
