using Microsoft.Extensions.Time.Testing;
using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Tests.Control;

public sealed class ArmNodeTests : IDisposable
{
    private readonly FakeBus _bus = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PerfectArm _arm = new();
    private readonly ArmController _controller;
    private readonly ArmNode _node;
    private int _sequence;

    public ArmNodeTests()
    {
        _controller = new(_arm, GateHarness.Kinematics, ControllerHarness.T_base_ecm, new ControllerOptions { StartReady = true });
        _node = new(_controller, _bus, _time);
    }

    public void Dispose() => _node.Dispose();

    [Fact]
    public void Tick_OneSecond_PublishesMotionAt100HzAndStateAt2Hz()
    {
        Run(1000);
        Assert.Equal(100, _bus.Count(Topics.MeasuredJs));
        Assert.Equal(100, _bus.Count(Topics.MeasuredCp));
        Assert.Equal(100, _bus.Count(Topics.SetpointJs));
        Assert.Equal(100, _bus.Count(Topics.SetpointCp));
        Assert.Equal(100, _bus.Count(Topics.JawMeasuredJs));
        Assert.Equal(2, _bus.Count(Topics.Mode));
        Assert.InRange(_bus.Count(Topics.OperatingState), 2, 3);
        Assert.Equal(GateHarness.Home, _bus.Last(Topics.MeasuredJs).Position);
        Assert.Equal("robot-1", _bus.Last(Topics.MeasuredCp).Header.Session);
        Assert.True(_bus.Last(Topics.OperatingState).IsSimulated);
    }

    [Fact]
    public void Suggestion_Held_MovesTheArmAndReportsLatencyOnce()
    {
        Run(20);
        var m = Suggestion();
        _bus.Arrive(Topics.Suggestion, m);
        _bus.Arrive(Topics.Decision, new(Header("console"), m.Header.Sequence, DecisionKind.Hold, ""));
        var start = _arm.Position;
        Run(150);
        Assert.NotEqual(start, _arm.Position);
        Assert.Equal(1, _bus.Count(Topics.Latency));
        var latency = _bus.Last(Topics.Latency);
        Assert.Equal((m.Header.Sequence, m.Header.StampNs), (latency.Suggestion, latency.OriginNs));
        Assert.Equal("ok", _bus.Last(Topics.HealthRobot).State);
        Assert.True(_bus.Last(Topics.HealthRobot).Gate.Cleared >= 0);
    }

    [Fact]
    public void Hold_FromTheBus_PausesWithReasonInTheSameTick()
    {
        Run(20);
        _bus.Arrive(Topics.Hold, new(Header("console")));
        Run(2);
        var state = _bus.Last(Topics.OperatingState);
        Assert.Equal((CrtkState.Paused, "stopped by the stop button"), (state.State, state.Reason));
        Assert.Equal("holding", _bus.Last(Topics.HealthRobot).State);
        _bus.Arrive(Topics.StateCommand, new(Header("console"), "resume"));
        Run(2);
        Assert.Equal(CrtkState.Enabled, _bus.Last(Topics.OperatingState).State);
    }

    [Fact]
    public void StateCommand_Invalid_IsAnsweredWithTheReason()
    {
        Run(20);
        _bus.Published.Clear();
        _bus.Arrive(Topics.StateCommand, new(Header("console"), "resume"));
        Run(2);
        var answer = (OperatingStateMessage)_bus.Published.First(p => p.Topic == "operating_state").Message;
        Assert.Equal(CrtkState.Enabled, answer.State);
        Assert.Contains("'resume' is not valid in ENABLED", answer.Reason, StringComparison.Ordinal);
        Assert.Equal(answer.Reason, _node.LastRefusal);
        var said = _bus.Last(Topics.Answer);
        Assert.Equal(("state_command", "console", false, answer.Reason), (said.Request, said.RequestSession, said.Accepted, said.Reason));
    }

    [Fact]
    public void Requests_Done_AreAnsweredOnceEachWithoutAReason()
    {
        _bus.Arrive(Topics.StateCommand, new(new(1, 41, "console"), "pause"));
        _bus.Arrive(Topics.ModeCommand, new(new(1, 42, "console"), ControlMode.Observe, ""));
        Run(2);
        var said = _bus.Published.Where(p => p.Topic == "answer").Select(p => (AnswerMessage)p.Message).Select(a => (a.Request, a.RequestSequence, a.Accepted, a.Reason));
        Assert.Equal([("state_command", 41, true, ""), ("mode_command", 42, true, "")], said);
    }

    [Fact]
    public void ModeCommand_Unknown_IsAnsweredWithTheModeInForce()
    {
        _bus.Arrive(Topics.ModeCommand, new(Header("console"), (ControlMode)7, ""));
        Run(2);
        var first = (ModeMessage)_bus.Published.First(p => p.Topic == "mode").Message;
        Assert.Equal(ControlMode.Suggest, first.Mode);
        Assert.Contains("Unknown mode", first.Reason, StringComparison.Ordinal);
        _bus.Arrive(Topics.ModeCommand, new(Header("console"), ControlMode.Autonomous, ""));
        Run(2);
        Assert.Equal(ControlMode.Autonomous, _bus.Last(Topics.Mode).Mode);
    }

    [Fact]
    public void Connection_LostAndBack_HoldsSaysWhyAndCarriesOn()
    {
        _bus.Arrive(Topics.ModeCommand, new(Header("console"), ControlMode.Autonomous, ""));
        _bus.Arrive(Topics.Suggestion, Suggestion());
        Run(100);
        Assert.False(_controller.IsHolding);
        _bus.Connect(false);
        Run(400);
        Assert.Equal("connection to the broker lost", _controller.Reason);
        Assert.True(_controller.Setpoint.IsAtRest);
        _bus.Published.Clear();
        _bus.Connect(true);
        _bus.Arrive(Topics.Suggestion, Suggestion());
        Run(20);
        Assert.False(_controller.IsHolding);
        Assert.True(_bus.Count(Topics.OperatingState) > 0 && _bus.Count(Topics.Mode) > 0);
    }

    [Fact]
    public void Servo_FromTheBus_MovesTheJaw()
    {
        for (var k = 0; k < 60; k++)
        {
            _bus.Arrive(Topics.JawServoJp, new(Header("console"), 0.8, _time.NowNs() + Si.SNs));
            Run(10);
        }

        Assert.Equal(0.8, _arm.JawRad, 1e-6);
    }

    [Fact]
    public void Tick_BusThatThrows_FaultsAndDoesNotThrow()
    {
        Run(20);
        _bus.Breaks = new InvalidOperationException("socket gone");
        Run(20);
        Assert.Equal(CrtkState.Fault, _controller.State);
        Assert.Contains("socket gone", _controller.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_ThenMessages_AreNotHeard()
    {
        _node.Dispose();
        _bus.Arrive(Topics.Hold, new(Header("console")));
        Run(2);
        Assert.Equal(CrtkState.Enabled, _controller.State);
    }

    [Fact]
    public void Suggestions_MoreThanTheInboxHolds_KeepTheNewest()
    {
        _bus.Arrive(Topics.ModeCommand, new(Header("console"), ControlMode.Autonomous, ""));
        for (var k = 0; k < 100; k++)
        {
            _bus.Arrive(Topics.Suggestion, Suggestion());
        }

        Run(20);
        Assert.Equal(_sequence, _bus.Last(Topics.Latency).Suggestion);
    }

    [Fact]
    public void Lease_Asked_IsSaidAndAnotherIsAnsweredWithTheReason()
    {
        Run(2);
        Assert.Equal("", _bus.Last(Topics.OperatorLease).Holder);
        _bus.Arrive(Topics.OperatorLeaseCommand, new(Header("console"), LeaseAction.Request, ""));
        Run(2);
        Assert.Equal("console", _bus.Last(Topics.OperatorLease).Holder);
        _bus.Arrive(Topics.OperatorLeaseCommand, new(Header("other"), LeaseAction.Request, ""));
        _bus.Arrive(Topics.ModeCommand, new(Header("other"), ControlMode.Observe, ""));
        Run(2);
        var answer = _bus.Last(Topics.OperatorLease);
        Assert.Equal(("console", "Another operator holds the lease."), (answer.Holder, answer.Reason));
        Assert.Equal((ControlMode.Suggest, "Another operator holds the lease."), (_bus.Last(Topics.Mode).Mode, _bus.Last(Topics.Mode).Reason));
        var refusals = _bus.Published.Where(p => p.Topic == "event").Select(p => (EventMessage)p.Message).Where(e => e.Kind == EventKind.Refusal);
        Assert.Equal([("operator/lease_command", "other"), ("mode_command", "other")], refusals.Select(e => (e.What, e.Who)));
    }

    [Fact]
    public void Heartbeat_FromTheBus_KeepsTheLeaseAndItsLossEndsIt()
    {
        _bus.Arrive(Topics.OperatorLeaseCommand, new(Header("console"), LeaseAction.Request, ""));
        for (var k = 0; k < 20; k++)
        {
            _bus.Arrive(Topics.Heartbeat, new(Header("console"), "console", 0));
            Run(50);
        }

        Assert.Equal("console", _bus.Last(Topics.OperatorLease).Holder);
        Run(460);
        Assert.Equal(("", 0L), (_bus.Last(Topics.OperatorLease).Holder, _bus.Last(Topics.OperatorLease).UntilNs));
    }

    [Fact]
    public void HealthOfTheEngine_FromTheBus_StopsItsAdvice()
    {
        _bus.Arrive(Topics.ModeCommand, new(Header("console"), ControlMode.Autonomous, ""));
        _bus.Arrive(Topics.Suggestion, Suggestion());
        Run(20);
        Assert.False(_controller.IsHolding);
        _bus.Arrive(Topics.HealthEngine, new(Header("engine-1"), "engine", "degraded", "no pictures", default));
        Run(2);
        Assert.Equal("the engine is not well: no pictures", _controller.Reason);
    }

    [Fact]
    public void Event_LongWordsOfAStranger_AreCut()
    {
        _bus.Arrive(Topics.StateCommand, new(Header(new string('s', 5000)), new string('x', 5000)));
        Run(2);
        var refusal = _bus.Published.Where(p => p.Topic == "event").Select(p => (EventMessage)p.Message).First(e => e.Kind == EventKind.Refusal);
        Assert.Equal(("state_command", 240), (refusal.What, refusal.Who.Length));
        Assert.InRange(refusal.Reason.Length, 1, 240);
    }

    private void Run(int ms)
    {
        for (var k = 0; k < ms / 2; k++)
        {
            _node.Tick(_time.NowNs());
            _time.Advance(TimeSpan.FromMilliseconds(2));
        }
    }

    private Header Header(string session) => new(_time.NowNs(), ++_sequence, session);

    private SuggestionMessage Suggestion()
    {
        var (T, now) = (_controller.T_ecm_setpoint, _time.NowNs());
        var waypoints = Enumerable.Range(1, 8)
            .Select(i => new Waypoint(now + (i * 66 * Si.MsNs), T with { P = T.P + new Vec3(0.00125 * i, 0, 0) }, 0.2)).ToArray();
        return new(Header("engine-1"), "psm1", "model@0", now + (250 * Si.MsNs), 0.9, waypoints);
    }
}
