using SurgicalAI.Control.Report;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Tests.Control;

/// <summary>Transitions and refusals are said with their reasons; floods are counted.</summary>
public sealed class EventTests
{
    [Fact]
    public void Transitions_OfStateModeAndLease_AreAllSaidWithWho()
    {
        var h = new ControllerHarness();
        h.Events();
        h.Lease(LeaseAction.Request);
        h.Controller.RequestMode(new ModeMessage(h.Header(), ControlMode.Share, ""), h.NowNs);
        h.Controller.Hold("stopped by the stop button", "other");
        h.Command("resume");
        h.Lease(LeaseAction.Release);
        Assert.Equal(
            [
                ("lease", "", "console", "asked for", "console"), ("mode", "suggest", "share", "", "console"),
                ("operating_state", "ENABLED", "PAUSED", "stopped by the stop button", "other"),
                ("operating_state", "PAUSED", "ENABLED", "", "console"), ("lease", "console", "", "given back", "console"),
            ],
            h.Events().Where(e => e.Kind == EventKind.Transition).Select(e => (e.What, e.From, e.To, e.Reason, e.Who)));
    }

    [Fact]
    public void Refusal_IsSaidWithTopicReasonAndSession()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Observe);
        h.Events();
        h.ServoTo(default, "stranger");
        var e = Assert.Single(h.Events());
        Assert.Equal((EventKind.Refusal, "servo_cp", "Direct motion is taken in the modes suggest and share only.", "stranger", 1L), (e.Kind, e.What, e.Reason, e.Who, e.Count));
    }

    [Fact]
    public void Refusals_AThousandASecond_AreSaidOnceASecondAndNoneIsLost()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Observe);
        h.Run(2);
        h.Events();
        var said = new List<ControlEvent>();
        for (var k = 0; k < 3000; k++)
        {
            h.ServoTo(default);
            h.ServoTo(default);
            h.Run(2);
            said.AddRange(h.Events().Where(e => e.Kind == EventKind.Refusal));
        }

        h.Run(1100);
        said.AddRange(h.Events().Where(e => e.Kind == EventKind.Refusal));
        Assert.InRange(said.Count, 6, 8);
        Assert.Equal(6000, said.Sum(e => e.Count));
    }

    [Fact]
    public void Refusals_OfThousandsOfReasons_AreBoundedAndCounted()
    {
        var (log, said, nowNs) = (new EventLog(), new List<ControlEvent>(), Si.SNs);
        for (var k = 0; k < 10_000; k++)
        {
            log.Often(EventKind.Refusal, "state_command", $"reason {k}", "flood", nowNs);
            nowNs += Si.MsNs;
            log.Tick(nowNs);
            Drain(log, said);
        }

        nowNs += 2 * Si.SNs;
        log.Tick(nowNs);
        Drain(log, said);
        Assert.InRange(said.Count, 100, 12 * (EventLog.MostPerPeriod + 1));
        Assert.Equal(10_000, said.Sum(e => e.Count));
    }

    [Fact]
    public void Transitions_ThatNobodyReads_AreBoundedAndCounted()
    {
        var (log, said) = (new EventLog(), new List<ControlEvent>());
        for (var k = 0; k < 100; k++)
        {
            log.Change("mode", "a", "b", "", "", Si.SNs);
        }

        Drain(log, said);
        log.Tick(3 * Si.SNs);
        Drain(log, said);
        Assert.Equal((65, 36L), (said.Count, said[^1].Count));
    }

    [Fact]
    public void GateRefusal_IsSaidAsTheGates()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Autonomous);
        h.Controller.Offer(h.Suggestion(stepM: 2.0), h.NowNs);
        h.Run(248);
        Assert.Contains(h.Events(), e => e is { Kind: EventKind.Gate, What: "motion", To: "holding" } && e.Reason.StartsWith("gate: the target is too far", StringComparison.Ordinal));
    }

    [Fact]
    public void Often_TheSameReasonAgain_AllocatesNothing()
    {
        var log = new EventLog();
        var nowNs = Si.SNs;
        var before = 0L;
        for (var k = 0; k < 20_000; k++)
        {
            before = k == 10_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            log.Often(EventKind.Refusal, "servo_cp", "no", "s", nowNs += Si.MsNs);
            log.Tick(nowNs);
            log.TryTake(out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Drain(EventLog log, List<ControlEvent> said)
    {
        while (log.TryTake(out var next))
        {
            said.Add(next);
        }
    }
}
