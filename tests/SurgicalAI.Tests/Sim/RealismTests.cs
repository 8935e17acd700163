using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim;

public sealed class RealismTests
{
    private const double StepS = 0.002;
    private static readonly SimPsm Psm = SimPsm.Psm1;

    [Fact]
    public void Published_ErrorsOverTheWorkspace_AreThePublishedOnes()
    {
        var realism = new ArmRealism(RealismOptions.Published with { CommandDelayS = 0 }, Psm, 0, StepS);
        var (mm, deg) = (new List<double>(), new List<double>());
        for (var seed = 1UL; seed <= 600; seed++)
        {
            realism.Reset(seed);
            foreach (var q in Workspace())
            {
                realism.Place(q, 0);
                var moved = q;
                moved[4] += 0.03;
                moved[5] += 0.03;
                Obey(realism, moved, 1);
                var (truth, said) = (Psm.Forward_world(q), Psm.Forward_world(realism.Report(State(q)).Position));
                mm.Add(((truth * Psm.ControlPoint_tool) - (said * Psm.ControlPoint_tool)).Length / Si.Mm);
                deg.Add(truth.R.AngleTo(said.R) / Si.Deg);
            }
        }

        Assert.InRange(mm.Average(), 4.8, 5.2);
        Assert.InRange(deg.Average(), 3.45, 3.75);
        Assert.InRange(Deviation(mm), 1.8, 2.2);
        Assert.InRange(Deviation(deg), 1.2, 1.6);
    }

    [Fact]
    public void Reset_SameSeed_SameErrorsOtherSeedOrArmOthers()
    {
        var q = Workspace().First();
        JointVector Reported(ulong seed, int arm)
        {
            var realism = new ArmRealism(RealismOptions.Published, Psm, arm, StepS);
            realism.Reset(seed);
            realism.Place(q, 0);
            return realism.Report(State(q)).Position;
        }

        Assert.Equal(Reported(7, 0), Reported(7, 0));
        Assert.NotEqual(Reported(7, 0), Reported(8, 0));
        Assert.NotEqual(Reported(7, 0), Reported(7, 1));
    }

    [Fact]
    public void Drive_HeldWherePlaced_StaysThere()
    {
        var q = Workspace().Last();
        var realism = new ArmRealism(RealismOptions.Published, Psm, 0, StepS);
        realism.Reset(3);
        realism.Place(q, 0.4);
        for (var i = 0; i < 30; i++)
        {
            AssertNear(q, realism.Drive(out var jaw), 1e-12);
            Assert.Equal(0.4, jaw);
        }
    }

    [Fact]
    public void Drive_NewCommand_TakesEffectAfterTheDelay()
    {
        var realism = new ArmRealism(RealismOptions.None with { CommandDelayS = 0.02 }, Psm, 0, StepS);
        var (from, to) = (Workspace().First(), Workspace().Last());
        realism.Place(from, 0);
        realism.Command(to, 0.5);
        for (var step = 0; step < 20; step++)
        {
            Assert.Equal(step < 10 ? from : to, realism.Drive(out var jaw));
            Assert.Equal(step < 10 ? 0 : 0.5, jaw);
        }
    }

    [Fact]
    public void Drive_MotorTurnsBack_JointFollowsAfterThePlay()
    {
        var play = default(JointVector);
        play[4] = 0.02;
        var realism = new ArmRealism(RealismOptions.None with { Backlash = play }, Psm, 0, StepS);
        realism.Place(default, 0);
        Assert.Equal(0.09, Pitch(realism, 0.1), 1e-12);
        Assert.Equal(0.09, Pitch(realism, 0.085), 1e-12);
        Assert.Equal(0.06, Pitch(realism, 0.05), 1e-12);
    }

    // An arm that goes where it believes to go: without the camera's help the tip ends millimetres away, with it within a millimetre.
    [Fact]
    public void Steer_TowardsATarget_EndsBesideItByTheHandEyeErrorOnly()
    {
        var (blind, steered) = (0.0, 0.0);
        var (start, goal) = (Workspace().First(), Workspace().Last());
        var wanted = Psm.Forward_world(goal);
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var realism = new ArmRealism(RealismOptions.Published, Psm, 0, StepS);
            realism.Reset(seed);
            realism.Place(start, 0);
            var q = start;
            for (var decision = 0; decision < 10; decision++)
            {
                Assert.True(Psm.TryInverse_world(realism.Steer(wanted, q), q, out var command));
                q = Obey(realism, command, 11);
            }

            steered += Error(q, goal);
            blind += Error(Obey(realism, goal, 11), goal);
        }

        Assert.InRange(blind / 40, 3, 7);
        Assert.InRange(steered / 40, 0, 0.6);
    }

    [Fact]
    public void Drops_Published_AreTheirShareAndSeeded()
    {
        var dropped = Enumerable.Range(0, 20_000).Where(f => RealismOptions.Published.Drops(5, f)).ToList();
        Assert.InRange(dropped.Count, 300, 500);
        Assert.Equal(dropped, Enumerable.Range(0, 20_000).Where(f => RealismOptions.Published.Drops(5, f)));
        Assert.False(RealismOptions.None.Drops(5, dropped[0]));
    }

    [Fact]
    public void Describe_SaysWhetherItIsOn()
    {
        Assert.Equal("realism model off", RealismOptions.None.Describe());
        Assert.Contains("5.0 mm and 3.6 deg", RealismOptions.Published.Describe(), StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => (RealismOptions.Published with { CommandDelayS = 3 }).Validate());
    }

    private static double Error(in JointVector q, in JointVector goal) => (Psm.ControlPoint_world(q) - Psm.ControlPoint_world(goal)).Length / Si.Mm;

    private static JointVector Obey(ArmRealism realism, in JointVector command, int steps)
    {
        realism.Command(command, 0);
        var q = command;
        for (var i = 0; i < steps; i++)
        {
            q = realism.Drive(out _);
        }

        return q;
    }

    private static double Pitch(ArmRealism realism, double motorRad)
    {
        var q = default(JointVector);
        q[4] = motorRad;
        return Obey(realism, q, 1)[4];
    }

    private static void AssertNear(JointVector expected, JointVector actual, double tolerance)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private static double Deviation(List<double> values) => Math.Sqrt(values.Average(v => v * v) - (values.Average() * values.Average()));

    private static ArmState State(in JointVector q) => new(1, q, default, 0, 0);

    private static IEnumerable<JointVector> Workspace()
    {
        foreach (var x in new[] { -1.0, 0, 1 })
        {
            foreach (var z in new[] { 0.0, 1 })
            {
                var tip = new Vec3(x * SceneLayout.WorkspaceHalfXM, -x * SceneLayout.WorkspaceHalfYM, z * SceneLayout.WorkspaceHeightM);
                Assert.True(Psm.TryInverse_world(Psm.PoseAt(tip, Psm.Placement.R_world_tool_nominal), default, out var q));
                yield return q;
            }
        }
    }
}
