using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim;

public sealed class RealismInWorldTests
{
    private static readonly SimOptions Real = new() { Realism = RealismOptions.Published };

    [Fact]
    public void Read_RealismOn_DiffersFromTheTruthByMillimetres()
    {
        var world = new SimWorld(Real);
        var mm = Enumerable.Range(1, 60).Select(seed => ErrorMm(world, (ulong)seed)).Average();
        Assert.InRange(mm, 4, 6);
    }

    [Fact]
    public void Read_RealismOff_IsTheTruth()
    {
        var world = new SimWorld(new SimOptions());
        Assert.Equal(0, ErrorMm(world, 1));
        Assert.Equal(world.Arm.TruePosition, world.Arm.Read().Position);
        Assert.Equal(world.Arm.Setpoint, world.Arm.Body.Setpoint);
    }

    [Fact]
    public void Play_NeedleReachWithRealism_ExpertStillSucceeds()
    {
        var world = new SimWorld(Real);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        var episodes = Enumerable.Range(1, 20).Select(seed => driver.Play((ulong)seed, TestContext.Current.CancellationToken)).ToList();
        Assert.All(episodes, e => Assert.True(e.Success, $"seed {e.Seed}"));
        Assert.Equal(episodes[4], driver.Play(5, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Visit_SavedInMotion_ContinuesToTheSameHash()
    {
        var world = new SimWorld(Real);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        driver.Begin(3);
        for (var i = 0; i < 200; i++)
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
        Assert.NotEqual(hash, world.StateHash());
        world.Step(0.1);
        Assert.Equal(hash, world.StateHash());
    }

    [Fact]
    public void Step_RealismOn_AllocatesNothing()
    {
        var world = new SimWorld(Real);
        world.Step(0.1);
        world.Arm.Read();
        Assert.Equal(0, AllocationMeter.Least(() =>
        {
            world.Step(0.1);
            world.Arm.Read();
        }));
    }

    [Fact]
    public void Make_OtherTool_IsOnTheFirstArm()
    {
        Assert.Equal("prograsp-400093", new SimWorld(new SimOptions { Tool = "prograsp-400093" }).Arm.Tool);
        var e = Assert.Throws<UserErrorException>(() => new SimWorld(new SimOptions { Tool = "spoon" }));
        Assert.Contains("spoon", e.Message, StringComparison.Ordinal);
    }

    private static double ErrorMm(SimWorld world, ulong seed)
    {
        world.Reset(seed);
        var arm = world.Arm;
        Vec3 Reported() => arm.Psm.ControlPoint_world(arm.Read().Position);
        return (Reported() - arm.Tip_world).Length / Si.Mm;
    }
}
