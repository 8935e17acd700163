using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

/// <summary>What must end motion when somebody or something is missing.</summary>
public sealed class WatchdogTests
{
    [Fact]
    public void Heartbeat_OfTheEngineStops_MotionEndsAfter150MsAlthoughAdviceLives()
    {
        var h = Autonomous();
        Play(h, 300, engineBeats: true);
        Assert.Equal("", h.Controller.Reason);
        Play(h, 138, engineBeats: false);
        Assert.Equal("", h.Controller.Reason);
        Play(h, 4, engineBeats: false);
        Assert.Equal("the engine's heartbeat is lost", h.Controller.Reason);
        Play(h, 300, engineBeats: false);
        Assert.False(h.Moves);
        Play(h, 20, engineBeats: true);
        Assert.Equal("", h.Controller.Reason);
    }

    [Fact]
    public void Heartbeat_OfTheConsoleStops_MotionEndsAfter150MsAlthoughAcceptIsRepeated()
    {
        var h = new ControllerHarness();
        h.Offer();
        for (var k = 0; k < 30; k++)
        {
            h.Beat("console", "console");
            Accept(h);
        }

        Assert.Equal("", h.Controller.Reason);
        for (var k = 0; k < 15; k++)
        {
            Accept(h);
        }

        Assert.Equal("the console's heartbeat is lost", h.Controller.Reason);
    }

    [Fact]
    public void NoHeartbeats_ExpiryStillEndsMotion()
    {
        var h = Autonomous();
        h.Offer();
        h.Run(250);
        Assert.Equal("", h.Controller.Reason);
        h.Run(4);
        Assert.StartsWith("engine silent", h.Controller.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EngineUnwell_AdviceStops()
    {
        var h = Autonomous();
        Play(h, 100, engineBeats: true);
        h.Controller.Hear(new HealthMessage(h.Header("another"), "engine", "degraded", "not mine", default));
        Play(h, 20, engineBeats: true);
        Assert.Equal("", h.Controller.Reason);
        h.Controller.Hear(new HealthMessage(h.Header(h.Engine), "engine", "degraded", "the camera gives no new picture", default));
        Play(h, 20, engineBeats: true);
        Assert.Equal("the engine is not well: the camera gives no new picture", h.Controller.Reason);
        h.Controller.Hear(new HealthMessage(h.Header(h.Engine), "engine", "ok", "", default));
        Play(h, 20, engineBeats: true);
        Assert.Equal("", h.Controller.Reason);
    }

    [Theory]
    [InlineData(101, 3)]
    [InlineData(-101, 10)]
    public void Clock_OfTheEngineIsOff_HoldsUntilTwentyGoodBeats(int offMs, int beats)
    {
        var h = Autonomous();
        Play(h, 200, engineBeats: true);
        for (var k = 0; k < beats; k++)
        {
            Assert.NotEqual("clocks disagree", h.Controller.Reason);
            h.Beat(h.Engine, "engine", offMs * Si.MsNs);
            Play(h, 10, engineBeats: false);
        }

        Assert.Equal("clocks disagree", h.Controller.Reason);
        Assert.Contains(h.Events(), e => e is { Kind: EventKind.Watchdog, Reason: "clocks disagree", To: "holding" });
        h.Controller.Hold("stopped");
        Assert.Contains("clocks disagree", h.Command("resume"), StringComparison.Ordinal);
        Play(h, 190, engineBeats: true);
        Assert.Contains("clocks disagree", h.Command("resume"), StringComparison.Ordinal);
        Play(h, 10, engineBeats: true);
        Assert.Equal("", h.Command("resume"));
    }

    [Fact]
    public void Clock_OneLateBeat_IsNoDisagreement()
    {
        var h = Autonomous();
        for (var k = 0; k < 50; k++)
        {
            h.Beat(h.Engine, "engine", k % 5 == 0 ? 0 : -400 * Si.MsNs);
            Play(h, 10, engineBeats: false);
            Assert.Equal("", h.Controller.Reason);
        }
    }

    [Theory]
    [InlineData(-10_000)]
    [InlineData(-5)]
    [InlineData(250)]
    public void ArmsClock_IsSet_NothingOfBeforeIsFollowed(int byMs)
    {
        var h = new ControllerHarness();
        for (var k = 0; k < 20; k++)
        {
            h.ServoTo(new(0.002, 0, 0));
            h.Run(10);
        }

        Assert.True(h.Moves);
        h.SetClock(byMs * Si.MsNs);
        h.Run(400);
        Assert.False(h.Moves);
        Assert.Contains(h.Events(), e => e.Kind == EventKind.Watchdog && e.Reason.Contains("time jumped", StringComparison.Ordinal));
        Assert.Equal(FaultCode.None, h.ServoTo(default).Code);
    }

    [Fact]
    public void Stamp_InTheFuture_IsRefusedAndDoesNotBlockWhatFollows()
    {
        var h = new ControllerHarness();
        var early = new JawServoMessage(h.Header() with { StampNs = h.NowNs + (51 * Si.MsNs) }, 0.3, h.NowNs + Si.SNs);
        Assert.Equal(FaultCode.Stale, h.Controller.Servo(early, h.NowNs).Code);
        Assert.Equal(FaultCode.None, h.Controller.Servo(new JawServoMessage(h.Header(), 0.3, h.NowNs + Si.SNs), h.NowNs).Code);
    }

    [Fact]
    public void EndoscopeMoves_AdviceOfBeforeIsDroppedAndRefused()
    {
        var h = Autonomous();
        var old = h.Suggestion();
        h.Offer();
        h.Run(60);
        Assert.True(h.Moves);
        var moved = ControllerHarness.T_base_ecm with { P = ControllerHarness.T_base_ecm.P + new Vec3(0, 0, 0.01) };
        h.Controller.MoveEndoscope(moved, h.NowNs);
        h.Run(2);
        Assert.Equal("the endoscope moved: waiting for advice made since", h.Controller.Reason);
        var late = old with { Header = old.Header with { Sequence = h.NextSequence(), StampNs = h.NowNs - (2 * Si.MsNs) }, ExpiresNs = h.NowNs + Si.SNs };
        Assert.Equal((FaultCode.WrongTarget, "The suggestion was made before the endoscope moved."), (h.Controller.Offer(late, h.NowNs).Code, h.Controller.Offer(late, h.NowNs).Message));
        Assert.Equal(FaultCode.None, h.Offer().Code);
        h.Controller.MoveEndoscope(moved, h.NowNs);
        h.Run(20);
        Assert.True(h.Moves);
    }

    [Fact]
    public void EndoscopeMoves_AcceptOfAnOldSuggestion_DoesNotCount()
    {
        var h = new ControllerHarness();
        h.Offer();
        h.Controller.MoveEndoscope(ControllerHarness.T_base_ecm with { P = default }, h.NowNs);
        Assert.Equal(FaultCode.WrongTarget, h.Decide(DecisionKind.Hold).Code);
    }

    private static ControllerHarness Autonomous()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Autonomous);
        return h;
    }

    private static void Play(ControllerHarness h, int ms, bool engineBeats)
    {
        for (var t = 0; t < ms; t += 10)
        {
            if (engineBeats)
            {
                h.Beat(h.Engine, "engine");
            }

            h.Offer();
            h.Run(Math.Min(10, ms - t));
        }
    }

    private static void Accept(ControllerHarness h)
    {
        h.Offer();
        Assert.Equal(FaultCode.None, h.Decide(DecisionKind.Hold).Code);
        h.Run(10);
    }
}
