using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim;

public sealed class NeedleReachTests
{
    [Fact]
    public void Reset_ManySeeds_StartsInsideTheStatedDistribution()
    {
        var world = new SimWorld(new SimOptions());
        for (ulong seed = 0; seed < 300; seed++)
        {
            world.Reset(seed);
            var s = world.Snapshot();
            var tip = s.Tip_world;
            Assert.True(s.DistanceM >= NeedleReach.StartDistanceM);
            Assert.InRange(tip.Z - s.Surface.HeightM(tip.X, tip.Y), 7.999 * Si.Mm, 40.001 * Si.Mm);
            Assert.True(Math.Abs(tip.X) <= SceneLayout.WorkspaceHalfXM && Math.Abs(tip.Y) <= SceneLayout.WorkspaceHalfYM);
            Assert.True(s.T_world_tool.R.AngleTo(SceneLayout.R_world_tool_nominal) <= (10 * Si.Deg) + 1e-9);
            Assert.True(s.Joints[2] >= 0.07 && Math.Abs(s.Joints[4]) < 60 * Si.Deg && Math.Abs(s.Joints[5]) < 60 * Si.Deg);
            Assert.InRange(s.JawRad, 0, 0.6);
        }
    }

    [Fact]
    public void Reset_ManySeeds_NeedleTouchesTissueAndGoalIsAboveItsMiddle()
    {
        var world = new SimWorld(new SimOptions());
        for (ulong seed = 0; seed < 200; seed++)
        {
            world.Reset(seed);
            var s = world.Snapshot();
            var gap = double.PositiveInfinity;
            for (var i = -60; i <= 60; i++)
            {
                var p = s.T_world_needle * NeedleShape.Wire_needle(i / 60.0);
                gap = Math.Min(gap, p.Z - s.Surface.HeightM(p.X, p.Y) - NeedleShape.WireRadiusM);
            }

            Assert.InRange(gap, -0.05 * Si.Mm, 0.05 * Si.Mm);
            Assert.Equal(5 * Si.Mm, (s.Goal_world - s.T_world_needle.P).Z, 12);
            Assert.True(Math.Abs(s.Goal_world.X) <= 30 * Si.Mm && Math.Abs(s.Goal_world.Y) <= 20 * Si.Mm);
        }
    }

    [Fact]
    public void IsReached_AtFiveMillimetres_IsTheBorder()
    {
        Assert.True(NeedleReach.IsReached(new(0.0049999, 0, 0), Vec3.Zero));
        Assert.False(NeedleReach.IsReached(new(0.0050001, 0, 0), Vec3.Zero));
    }

    [Fact]
    public void Create_UnknownName_SaysWhichAreKnown()
    {
        var error = Assert.Throws<UserErrorException>(() => SimTasks.Create("nosuch"));
        Assert.Contains("needle-reach", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expert_ThroughTheGate_SucceedsOnEightySeeds()
    {
        var (successes, fastest) = (0, 0.0);
        Parallel.For(0, 4, part =>
        {
            var world = new SimWorld(new SimOptions());
            var gate = new SafetyGate(SimPsm.Psm1.Kinematics, new GateOptions());
            for (var seed = (ulong)part; seed < 80; seed += 4)
            {
                var speed = ExpertDrive.Gated(world, gate, seed);
                Interlocked.Add(ref successes, world.Status.Success ? 1 : 0);
                InterlockedMax(ref fastest, speed);
            }
        });
        Assert.True(successes >= 79, $"{successes} of 80");
        Assert.True(fastest <= 55 * Si.Mm, $"{fastest} m/s");
    }

    [Fact]
    public void Expert_AtTheGoal_HoldsWithJawsClosed()
    {
        var world = new SimWorld(new SimOptions());
        ExpertDrive.Direct(world, 12, 3000);
        var s = world.Snapshot();
        Assert.True(s.DistanceM < 0.2 * Si.Mm, $"{s.DistanceM}");
        Assert.Equal(0, s.JawRad, 3);
        Assert.True(s.T_world_tool.R.AngleTo(SceneLayout.R_world_tool_nominal) < 0.02);
        var act = NeedleReachExpert.Act(s, SimWorld.StepS, 7);
        Assert.Equal(act, NeedleReachExpert.Act(s, SimWorld.StepS, 7));
        Assert.True((act.T_ecm_tool.P - s.T_ecm_tool.P).Length < 0.2 * Si.Mm);
    }

    private static void InterlockedMax(ref double target, double value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var was = Interlocked.CompareExchange(ref target, value, seen);
            if (was == seen)
            {
                return;
            }

            seen = was;
        }
    }
}
