using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim;

public sealed class SimWorldTests
{
    [Fact]
    public void Step_SameSeedSameCommands_SameHashAndState()
    {
        var (a, b) = (new SimWorld(new SimOptions()), new SimWorld(new SimOptions()));
        b.Reset(99);
        b.Step(0.1);
        ExpertDrive.Direct(a, 5, 300);
        ExpertDrive.Direct(b, 5, 300);
        Assert.Equal(a.StateHash(), b.StateHash());
        Assert.Equal(a.Snapshot(), b.Snapshot());
    }

    [Fact]
    public void Step_OtherSeedOrOtherCommand_OtherHash()
    {
        var (a, b) = (new SimWorld(new SimOptions()), new SimWorld(new SimOptions()));
        ExpertDrive.Direct(a, 5, 300);
        ExpertDrive.Direct(b, 6, 300);
        Assert.NotEqual(a.StateHash(), b.StateHash());
        ExpertDrive.Direct(b, 5, 299);
        b.Step(SimWorld.StepS);
        Assert.NotEqual(a.StateHash(), b.StateHash());
    }

    [Fact]
    public void Step_TimeInPieces_SameAsAtOnce()
    {
        var (a, b) = (new SimWorld(new SimOptions()), new SimWorld(new SimOptions()));
        a.Step(0.1);
        for (var i = 0; i < 100; i++)
        {
            b.Step(0.001);
        }

        Assert.Equal(a.Snapshot() with { StampNs = 0 }, b.Snapshot() with { StampNs = 0 });
        Assert.Equal(50, a.Snapshot().Step);
        Assert.Equal(Si.SNs + (100 * Si.MsNs), a.NowNs);
    }

    [Fact]
    public void Step_Steady_AllocatesNothing()
    {
        var world = new SimWorld(new SimOptions());
        ExpertDrive.Direct(world, 3, 50);
        world.Step(0.2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        world.Step(0.2);
        var waypoint = NeedleReachExpert.Act(world.Snapshot(), SimWorld.StepS, world.NowNs);
        _ = world.StateHash();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(waypoint.T_ecm_tool.IsFinite);
    }

    [Fact]
    public void NextGoal_ArmStands_OnlyNeedleAndGoalMove()
    {
        var world = new SimWorld(new SimOptions());
        ExpertDrive.Direct(world, 3, 100);
        var before = world.Snapshot();
        world.NextGoal(17);
        var after = world.Snapshot();
        Assert.Equal(before.Joints, after.Joints);
        Assert.Equal(before.Look, after.Look);
        Assert.Equal(before.Surface, after.Surface);
        Assert.NotEqual(before.Goal_world, after.Goal_world);
        Assert.True(after.DistanceM >= NeedleReach.StartDistanceM);
        Assert.Equal(0, world.Status.ElapsedS);
    }

    [Fact]
    public void Status_NobodyMoves_TimesOutAtTheLimit()
    {
        var world = new SimWorld(new SimOptions());
        world.Step(9.9);
        Assert.False(world.Status.IsOver);
        world.Step(0.11);
        Assert.True(world.Status is { TimedOut: true, Success: false });
    }

    [Fact]
    public void Reset_MildLooks_DifferByEpisodeAndStayFixedWithNone()
    {
        var (mild, none) = (new SimWorld(new SimOptions { Randomisation = RandomisationOptions.Mild }), new SimWorld(new SimOptions()));
        var first = mild.Snapshot().Look;
        mild.Reset(1);
        none.Reset(1);
        Assert.NotEqual(first, mild.Snapshot().Look);
        Assert.Equal(Appearance.Pleasant, none.Snapshot().Look);
        Assert.Equal(SceneLayout.T_world_ecm, mild.Snapshot().T_world_ecm);
        Assert.Equal((mild.T_base_ecm * CameraConvention.T_ecm_eye).P, (SceneLayout.T_world_base.Inverse() * SceneLayout.T_world_ecm).P);
    }
}
