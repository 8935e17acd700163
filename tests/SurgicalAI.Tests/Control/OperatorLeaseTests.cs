using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

/// <summary>One operator at a time.</summary>
public sealed class OperatorLeaseTests
{
    [Fact]
    public void FirstOrder_WithoutAHolder_TakesTheLease()
    {
        var h = new ControllerHarness();
        Assert.Equal(("", 0L), (h.Controller.LeaseHolder, h.Controller.LeaseUntilNs));
        Assert.Equal(FaultCode.None, h.ServoTo(default).Code);
        Assert.Equal(("console", h.NowNs + (500 * Si.MsNs)), (h.Controller.LeaseHolder, h.Controller.LeaseUntilNs));
    }

    [Fact]
    public void RefusedOrder_DoesNotTakeTheLease()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Observe);
        Assert.NotEqual(FaultCode.None, h.ServoTo(default).Code);
        Assert.Equal("", h.Controller.LeaseHolder);
    }

    [Fact]
    public void EveryOrder_FromAnotherSession_IsRefusedWithReason()
    {
        var h = new ControllerHarness();
        h.Offer();
        Assert.Equal(FaultCode.None, h.Lease(LeaseAction.Request).Code);
        var (header, c) = (h.Header("other"), h.Controller);
        var joints = new ServoJpMessage(header, GateHarness.Home, h.NowNs + Si.SNs);
        var pose = new ServoCpMessage(header, c.T_ecm_setpoint, h.NowNs + Si.SNs);
        Fault[] answers =
        [
            c.Servo(pose, h.NowNs), c.Servo(joints, h.NowNs), c.Servo(new JawServoMessage(header, 0.3, h.NowNs + Si.SNs), h.NowNs),
            c.Move(pose, h.NowNs), c.Move(joints, h.NowNs), c.Decide(new(header, h.LastSuggestion, DecisionKind.Hold, ""), h.NowNs),
            c.RequestMode(new ModeMessage(header, ControlMode.Share, ""), h.NowNs), h.Lease(LeaseAction.Request, "other"),
        ];
        Assert.All(answers, f => Assert.Equal((FaultCode.WrongTarget, "Another operator holds the lease."), (f.Code, f.Message)));
        Assert.All(["enable", "resume", "home", "unhome"], command => Assert.Equal("Another operator holds the lease.", h.Command(command, "other")));
        Assert.Equal(ControlMode.Suggest, c.Mode);
        h.Run(20);
        Assert.False(h.Moves);
    }

    [Fact]
    public void Stop_FromAnyone_IsTaken()
    {
        var h = new ControllerHarness();
        h.Lease(LeaseAction.Request);
        h.Controller.Hold("stopped", "other");
        Assert.Equal(CrtkState.Paused, h.Controller.State);
        Assert.Equal("", h.Command("resume"));
        Assert.Equal("", h.Command("pause", "other"));
        Assert.Equal("", h.Command("disable", "other"));
        Assert.Equal(CrtkState.Disabled, h.Controller.State);
    }

    [Fact]
    public void HandOver_WhileStreaming_ForgetsTheStreamAndKeepsTheSetpoint()
    {
        var h = new ControllerHarness();
        Stream(h, "console", 50);
        Assert.True(h.Moves);
        Assert.Equal(FaultCode.NotAllowed, h.Lease(LeaseAction.HandOver, "other", "other").Code);
        Assert.Equal(FaultCode.None, h.Lease(LeaseAction.HandOver, "console", "other").Code);
        var speed = h.Controller.Setpoint.Velocity;
        h.Run(2);
        for (var i = 0; i < 6; i++)
        {
            Assert.True(Math.Abs(h.Controller.Setpoint.Velocity[i]) <= Math.Abs(speed[i]) + 1e-12);
        }

        h.Run(400);
        Assert.False(h.Moves);
        Assert.Equal(FaultCode.WrongTarget, h.ServoTo(default).Code);
        var rest = h.Controller.Setpoint.Setpoint;
        Assert.Equal(FaultCode.None, h.ServoTo(default, "other").Code);
        h.Run(20);
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(rest[i], h.Controller.Setpoint.Setpoint[i], 1e-6));
    }

    [Fact]
    public void NewHolder_IsHeardAtOnce()
    {
        var h = new ControllerHarness();
        Stream(h, "console", 20);
        h.Lease(LeaseAction.HandOver, "console", "other");
        Assert.Equal(FaultCode.None, h.ServoTo(default, "other").Code);
    }

    [Fact]
    public void Silence_OfTheHolder_EndsTheLease_HeartbeatKeepsIt()
    {
        var h = new ControllerHarness();
        h.Lease(LeaseAction.Request);
        for (var k = 0; k < 40; k++)
        {
            h.Run(50);
            h.Beat("console", "console");
        }

        Assert.Equal("console", h.Controller.LeaseHolder);
        h.Run(498);
        Assert.Equal("console", h.Controller.LeaseHolder);
        h.Run(6);
        Assert.Equal("", h.Controller.LeaseHolder);
        Assert.Contains(h.Events(), e => e is { What: "lease", From: "console", To: "", Reason: "the holder was not heard for too long" });
    }

    [Fact]
    public void Heartbeat_OfAnother_DoesNotKeepTheLease()
    {
        var h = new ControllerHarness();
        h.Lease(LeaseAction.Request);
        for (var k = 0; k < 11; k++)
        {
            h.Run(50);
            h.Beat("other", "console");
        }

        Assert.Equal("", h.Controller.LeaseHolder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Expiry_WhileAMoveRuns_EndsTheMoveOfWhoeverSentHeartbeats(bool beats)
    {
        var h = new ControllerHarness();
        if (beats)
        {
            h.Beat("console", "console");
        }

        var goal = GateHarness.Home;
        goal[0] += 1.2;
        Assert.Equal(FaultCode.None, h.Controller.Move(new ServoJpMessage(h.Header(), goal, h.NowNs + 1), h.NowNs).Code);
        h.Run(400);
        Assert.True(h.Controller.IsBusy);
        h.Run(200);
        Assert.Equal((!beats, ""), (h.Controller.IsBusy, h.Controller.LeaseHolder));
        h.Run(2000);
        Assert.Equal((false, false), (h.Controller.IsBusy, h.Moves));
        Assert.Equal(!beats, Math.Abs(h.Arm.Position[0] - goal[0]) < 1e-6);
    }

    [Theory]
    [InlineData(LeaseAction.HandOver, "", "names the session")]
    [InlineData(LeaseAction.HandOver, "third", "Only the holder")]
    [InlineData(LeaseAction.Release, "", "Only the holder")]
    public void Give_ByNobodyInCommand_IsRefused(LeaseAction action, string to, string why) =>
        Assert.Contains(why, new ControllerHarness().Lease(action, "console", to).Message, StringComparison.Ordinal);

    [Fact]
    public void Request_WithoutSession_IsRefused() =>
        Assert.Equal(FaultCode.WrongTarget, new ControllerHarness().Lease(LeaseAction.Request, "").Code);

    private static void Stream(ControllerHarness h, string session, int times)
    {
        for (var k = 0; k < times; k++)
        {
            Assert.Equal(FaultCode.None, h.ServoTo(new(0.0003, 0, 0), session).Code);
            h.Run(10);
        }
    }
}
