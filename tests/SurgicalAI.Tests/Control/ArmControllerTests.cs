using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

public sealed class ArmControllerTests
{
    [Fact]
    public void Tick_NewArm_IsDisabledAndSendsNothing()
    {
        var h = new ControllerHarness(new PerfectArm(simulated: false));
        h.Run(100);
        Assert.Equal((CrtkState.Disabled, 0L, "disabled"), (h.Controller.State, h.Arm.Sent, h.Controller.Reason));
    }

    [Fact]
    public void Command_EnableAndHome_TravelsHomeWithinLimits()
    {
        var h = new ControllerHarness(new PerfectArm(simulated: false) { Position = JointVector.From([0.5, -0.3, 0.02, 2, 0.4, -0.4]) });
        Assert.Equal("", h.Controller.Command("enable"));
        h.Run(10);
        Assert.Equal("not homed", h.Controller.Reason);
        Assert.Equal("", h.Controller.Command("home"));
        h.Run(100);
        Assert.True(h.Controller.IsBusy && h.Moves);
        h.Run(3000);
        Assert.Equal((false, true), (h.Controller.IsBusy, h.Controller.IsHomed));
        Assert.Equal(0.12, h.Arm.Position[2], 1e-6);
        Assert.True(h.Controller.Counts.Cleared > 500 && h.Controller.Counts.Clamped < 20, $"{h.Controller.Counts}");
    }

    [Fact]
    public void Constructor_StartReadyOnARealArm_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ControllerHarness(new PerfectArm(simulated: false), new ControllerOptions { StartReady = true }));

    [Fact]
    public void Hold_WhileMoving_BrakesAndLatchesUntilResume()
    {
        var h = Moving();
        h.Controller.Hold("stop button");
        h.Run(400);
        Assert.Equal((CrtkState.Paused, "stop button", false), (h.Controller.State, h.Controller.Reason, h.Moves));
        h.Offer();
        h.Run(50);
        Assert.False(h.Moves);
        Assert.Contains("not valid in PAUSED", h.Controller.Command("enable"), StringComparison.Ordinal);
        Assert.Equal("", h.Controller.Command("resume"));
        h.Run(50);
        Assert.False(h.Moves);
        h.Offer();
        h.Run(50);
        Assert.True(h.Moves);
    }

    [Fact]
    public void Tick_ArmThatThrows_FaultsWithReasonAndDoesNotThrow()
    {
        var h = Moving();
        h.Arm.Breaks = true;
        h.Run(20);
        Assert.Equal(CrtkState.Fault, h.Controller.State);
        Assert.Contains("cable pulled", h.Controller.Reason, StringComparison.Ordinal);
        h.Arm.Breaks = false;
        h.Run(1500);
        Assert.False(h.Moves);
        Assert.Equal("", h.Controller.Command("enable"));
        Assert.Equal(CrtkState.Enabled, h.Controller.State);
    }

    [Fact]
    public void Tick_ReadingNotFinite_Faults()
    {
        var h = new ControllerHarness();
        var q = GateHarness.Home;
        q[1] = double.NaN;
        h.Arm.Position = q;
        h.Run(2);
        Assert.Equal(CrtkState.Fault, h.Controller.State);
    }

    [Fact]
    public void Tick_ArmThatDoesNotFollow_Faults()
    {
        var h = new ControllerHarness();
        var q = GateHarness.Home;
        q[0] += 0.51;
        h.Arm.Position = q;
        h.Run(2);
        Assert.Equal((CrtkState.Fault, "yaw does not follow its setpoint"), (h.Controller.State, h.Controller.Reason));
    }

    [Fact]
    public void SetConnected_Lost_HoldsAndNeedsANewSuggestionAfterwards()
    {
        var h = Moving();
        h.Controller.SetConnected(false);
        h.Run(400);
        Assert.Equal(("connection to the broker lost", false), (h.Controller.Reason, h.Moves));
        h.Controller.SetConnected(true);
        h.Run(50);
        Assert.False(h.Moves);
        h.Offer();
        h.Run(50);
        Assert.True(h.Moves);
    }

    [Fact]
    public void Servo_JointStream_MovesAndStopsThirtyMillisecondsAfterTheLast()
    {
        var h = new ControllerHarness();
        var q = GateHarness.Home;
        for (var k = 0; k < 50; k++)
        {
            q[4] += 0.005;
            Assert.Equal(FaultCode.None, h.Controller.Servo(new ServoJpMessage(h.Header(), q, h.NowNs + Si.SNs), h.NowNs).Code);
            h.Run(10);
        }

        Assert.InRange(h.Arm.Position[4], 0.22, 0.26);
        Assert.Equal("", h.Controller.Reason);
        h.Run(18);
        Assert.Equal("", h.Controller.Reason);
        h.Run(4);
        Assert.Equal("servo stream silent for 30 ms", h.Controller.Reason);
        h.Run(300);
        Assert.False(h.Moves);
    }

    [Fact]
    public void Servo_PoseAndJaw_AreInTheEndoscopesFrame()
    {
        var h = new ControllerHarness();
        var T = h.Controller.T_ecm_setpoint;
        var goal = T with { P = T.P + new Vec3(0, 0, 0.002) };
        for (var k = 0; k < 100; k++)
        {
            h.Controller.Servo(new ServoCpMessage(h.Header(), goal, h.NowNs + Si.SNs), h.NowNs);
            h.Controller.Servo(new JawServoMessage(h.Header(), 0.7, h.NowNs + Si.SNs), h.NowNs);
            h.Run(10);
        }

        Assert.True((h.Controller.Measured.T_ecm_tool.P - goal.P).Length < 1e-6);
        Assert.Equal(0.7, h.Arm.JawRad, 1e-6);
    }

    [Fact]
    public void Servo_ReplayedMessage_IsOutOfOrder()
    {
        var h = new ControllerHarness();
        var m = new ServoJpMessage(h.Header(), GateHarness.Home, h.NowNs + Si.SNs);
        Assert.Equal(FaultCode.None, h.Controller.Servo(m, h.NowNs).Code);
        Assert.Equal(FaultCode.OutOfOrder, h.Controller.Servo(m, h.NowNs).Code);
    }

    [Theory]
    [InlineData(ControlMode.Observe)]
    [InlineData(ControlMode.Autonomous)]
    public void ServoAndMove_InModesWithoutOperator_AreRefused(ControlMode mode)
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(mode);
        var m = new ServoJpMessage(h.Header(), GateHarness.Home, h.NowNs + Si.SNs);
        Assert.Equal(FaultCode.NotAllowed, h.Controller.Servo(m, h.NowNs).Code);
        Assert.Equal(FaultCode.NotAllowed, h.Controller.Move(m, h.NowNs).Code);
    }

    [Fact]
    public void Move_JointGoal_ArrivesAndIsBusyUntilThen()
    {
        var h = new ControllerHarness();
        var goal = JointVector.From([-0.6, 0.4, 0.16, 1.5, 0.6, -0.5]);
        Assert.Equal(FaultCode.None, h.Controller.Move(new ServoJpMessage(h.Header(), goal, h.NowNs + 1), h.NowNs).Code);
        h.Run(100);
        Assert.True(h.Controller.IsBusy);
        Assert.Equal(FaultCode.NotAllowed, h.Controller.Move(new ServoJpMessage(h.Header(), goal, h.NowNs + 1), h.NowNs).Code);
        h.Run(2500);
        Assert.False(h.Controller.IsBusy);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(goal[i], h.Arm.Position[i], 1e-6);
        }
    }

    [Fact]
    public void Move_GoalOutsideLimits_IsRefusedWithReason()
    {
        var h = new ControllerHarness();
        var q = GateHarness.Home;
        q[2] = 0.06;
        var fault = h.Controller.Move(new ServoJpMessage(h.Header(), q, h.NowNs + 1), h.NowNs);
        Assert.Equal(FaultCode.TooCloseToRcm, fault.Code);
        q = GateHarness.Home;
        q[1] = 1.2;
        Assert.Equal(FaultCode.JointLimit, h.Controller.Move(new ServoJpMessage(h.Header(), q, h.NowNs + 1), h.NowNs).Code);
    }

    [Fact]
    public void Reset_ArmPutElsewhere_StartsFromThere()
    {
        var h = Moving();
        h.Arm.Position = JointVector.From([0.9, 0.1, 0.14, 0, 0, 0]);
        h.Controller.Reset();
        h.Run(10);
        Assert.Equal((0.9, CrtkState.Enabled), (h.Arm.Position[0], h.Controller.State));
    }

    [Fact]
    public void Tick_FollowingASuggestion_AllocatesNothing()
    {
        var h = Moving();
        h.Run(50);
        h.Offer();
        h.Run(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        h.Run(150);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(h.Moves);
    }

    private static ControllerHarness Moving()
    {
        var h = new ControllerHarness(options: new() { StartReady = true, Mode = ControlMode.Autonomous });
        h.Offer();
        h.Run(100);
        Assert.True(h.Moves);
        return h;
    }
}
