using SurgicalAI.Control.Crtk;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Tests.Control;

/// <summary>A latched stop is left on purpose, and not while something is wrong; the answer says what.</summary>
public sealed class RearmTests
{
    private static readonly string[] Commands = ["enable", "disable", "home", "unhome", "pause", "resume", "dance"];

    // Every obstacle and its words, in the order in which they are said.
    private static readonly (string Name, string Words)[] Obstacles =
    [
        ("reading", "the arm's reading is not finite"), ("bus", "the bus is lost"), ("clocks", "clocks disagree"),
        ("accept", "an operator still holds accept"), ("stream", "a servo stream still runs"),
    ];

    [Fact]
    public void EveryCommandAndSetOfObstacles_FollowsTheTable()
    {
        foreach (var command in Commands)
        {
            for (var set = 0; set < 1 << Obstacles.Length; set++)
            {
                var state = new RearmState((set & 1) > 0 ? Obstacles[0].Words : "", (set & 2) == 0, (set & 4) > 0, (set & 8) > 0, (set & 16) > 0);
                var words = Obstacles.Where((_, i) => (set & (1 << i)) > 0).Select(o => o.Words);
                var expected = command is "resume" or "enable" && set > 0 ? $"'{command}' is refused: {string.Join("; ", words)}." : "";
                Assert.Equal(expected, RearmRules.Check(command, state));
            }
        }
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("disable")]
    [InlineData("dance")]
    public void EveryObstacleAtTheArm_RefusesResumeOnly(string command)
    {
        foreach (var (name, words) in Obstacles[1..])
        {
            var h = Paused();
            Put(h, name);
            var answer = h.Controller.Command(command);
            Assert.Equal(command == "disable", answer.Length == 0);
            Assert.Equal(command == "resume", answer.Contains(words, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Resume_AfterAllObstaclesAreGone_IsTaken()
    {
        var h = Paused();
        Put(h, "accept");
        Put(h, "stream");
        Assert.Contains("accept; a servo stream", h.Command("resume"), StringComparison.Ordinal);
        Assert.Equal(CrtkState.Paused, h.Controller.State);
        h.Decide(DecisionKind.Release);
        h.Run(32);
        Assert.Equal("", h.Command("resume"));
        h.Run(100);
        Assert.False(h.Moves);
    }

    [Fact]
    public void Resume_ArmOffItsSetpoint_IsRefusedWithTheJoint()
    {
        var h = Paused();
        var q = h.Arm.Position;
        q[2] += 0.06;
        h.Arm.Position = q;
        h.Run(2);
        Assert.Contains("insertion does not follow its setpoint", h.Command("resume"), StringComparison.Ordinal);
        Assert.Equal("", h.Command("disable"));
        Assert.Equal("", h.Command("enable"));
    }

    [Fact]
    public void Enable_FromFaultWithAReadingThatIsNotFinite_IsRefused()
    {
        var h = new ControllerHarness();
        h.Arm.Position = NotFinite();
        h.Run(2);
        Assert.Equal(CrtkState.Fault, h.Controller.State);
        Assert.Contains("not finite", h.Command("enable"), StringComparison.Ordinal);
        h.Run(2);
        Assert.Equal("", h.Command("enable"));
    }

    private static ControllerHarness Paused()
    {
        var h = new ControllerHarness();
        h.Offer();
        h.Controller.Hold("stopped");
        h.Run(10);
        return h;
    }

    private static void Put(ControllerHarness h, string obstacle)
    {
        switch (obstacle)
        {
            case "bus":
                h.Controller.SetConnected(false);
                break;
            case "clocks":
                for (var k = 0; k < 3; k++)
                {
                    h.Beat(h.Engine, "engine", Si.SNs);
                }

                break;
            case "accept":
                h.Offer();
                h.Decide(DecisionKind.Hold);
                break;
            default:
                h.ServoTo(default);
                break;
        }
    }

    private static JointVector NotFinite()
    {
        var q = GateHarness.Home;
        q[1] = double.NaN;
        return q;
    }
}
