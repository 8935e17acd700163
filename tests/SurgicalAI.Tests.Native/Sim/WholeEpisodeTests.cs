using SurgicalAI.Core;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Checks;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Native.Sim;

/// <summary>Tasks that the scripted experts play to the end: too long for the quick tests.</summary>
public sealed class WholeEpisodeTests
{
    [Theory]
    [InlineData("gauze-retrieve", 1)]
    [InlineData("needle-pick", 1)]
    [InlineData("needle-regrasp", 1)]
    [InlineData("peg-transfer", 2)]
    [InlineData("tissue-retraction", 3)]
    public void Play_Expert_SucceedsTheSameWayTwice(string task, ulong seed)
    {
        var world = World(task);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        var first = driver.Play(seed, TestContext.Current.CancellationToken);
        Assert.True(first.Success);
        Assert.Equal(first, driver.Play(seed, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Play_GauzeRetrieve_HoldsTheGauzeByFrictionAndTearsNothing()
    {
        var world = World("gauze-retrieve");
        Assert.True(new TaskDriver(world, world.Task.MakeExpert()).Play(1, TestContext.Current.CancellationToken).Success);
        Assert.InRange(world.Arm.Body.GripForceN, 0.5, 40);
        Assert.Equal(0, ((GauzeRetrieve)world.Task).Gauze.BrokenTriangles);
    }

    [Fact]
    public void Play_NeedlePick_TheNeedleIsHeldAtTheGoal()
    {
        var world = World("needle-pick");
        Assert.True(new TaskDriver(world, world.Task.MakeExpert()).Play(2, TestContext.Current.CancellationToken).Success);
        Assert.True(((NeedlePick)world.Task).Needle.IsHeldBy(world.Scene, 0));
    }

    [Fact]
    public void Play_NeedleRegrasp_TheOtherArmHoldsTheNeedleAlone()
    {
        var world = World("needle-regrasp");
        Assert.True(new TaskDriver(world, world.Task.MakeExpert()).Play(2, TestContext.Current.CancellationToken).Success);
        var needle = ((NeedleRegrasp)world.Task).Needle;
        Assert.True(needle.IsHeldBy(world.Scene, 1) && !needle.IsHeldBy(world.Scene, 0));
    }

    [Fact]
    public void Play_BiPegTransfer_BothHandsHoldTheBlockInTurnAndTogether()
    {
        var world = World("bi-peg-transfer");
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        driver.Begin(1);
        var (rightHeld, leftHeld, bothHeld) = (false, false, false);
        while (!world.Status.IsOver)
        {
            driver.Step();
            var (right, left) = (world.Arms[0].Body.GripForceN > 0.1, world.Arms[1].Body.GripForceN > 0.1);
            (rightHeld, leftHeld, bothHeld) = (rightHeld | right, leftHeld | left, bothHeld | (right & left));
        }

        Assert.True(world.Status.Success);
        Assert.True(rightHeld && leftHeld && bothHeld);
    }

    [Fact]
    public void Visit_GauzeRetrieveSavedInTheGrasp_GoesOnTheSameWay()
    {
        var world = World("gauze-retrieve");
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        driver.Begin(1);
        while (world.EpisodeSteps < 1500)
        {
            driver.Step();
        }

        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        world.Step(0.05);
        var hash = world.StateHash();
        archive.BeginRestore();
        world.Visit(archive);
        world.Step(0.05);
        Assert.Equal(hash, world.StateHash());
    }

    [Fact]
    public void Play_TissueDissectionsFirstSnips_PartFibresAndLeaveFlapAndOrganWhole()
    {
        var world = World("tissue-dissection");
        var task = (TissueDissection)world.Task;
        var driver = new TaskDriver(world, task.MakeExpert());
        driver.Begin(1);
        while (world.EpisodeSteps < 1250)
        {
            driver.Step();
        }

        Assert.InRange(task.Tissue.PartedShare, 0.02, 0.3);
        Assert.True(task.IsFlapWhole);
        Assert.Equal(0, task.GreatestForceN);
    }

    // Seeds at which an arm once pressed tissue under the ground, made it fly, or shot the needle off the stage.
    [Theory]
    [InlineData("tissue-dissection", 1)]
    [InlineData("tissue-dissection", 34)]
    [InlineData("tissue-retraction", 15)]
    [InlineData("tissue-retraction", 53)]
    [InlineData("needle-pick", 158)]
    public void Step_RandomArm_LeavesAllThingsWhereThingsCanBe(string task, ulong seed)
    {
        var world = World(task);
        var (driver, guard) = (new TaskDriver(world, new RandomExpert()), new SceneGuard(world.Scene));
        driver.Begin(seed);
        guard.Begin();
        for (var i = 0; i < 1000 && !world.Status.IsOver; i++)
        {
            driver.Step();
            Assert.Null(i % 5 == 4 ? guard.Check() : null);
        }
    }

    private static SimWorld World(string task) => new(new SimOptions { Task = task });
}
