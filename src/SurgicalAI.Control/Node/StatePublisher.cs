using SurgicalAI.Control.Report;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control.Node;

/// <summary>Says on the bus how the arm is: motion state at 100 Hz, operating state, mode, lease and health on change and at 2 Hz, events as they happen.</summary>
internal sealed class StatePublisher(ArmController controller, IMessageBus bus)
{
    private const long FastNs = 10 * Si.MsNs;
    private const long SlowNs = 500 * Si.MsNs;
    private const int LongestText = 240;
    private long _nextFastNs;
    private long _nextSlowNs;
    private int _sequence;
    private (CrtkState, bool, bool, string) _saidState;
    private (bool, string) _saidHealth;
    private string _saidHolder = "";

    /// <summary>Says everything anew at the next tick (a fresh connection, an answer).</summary>
    public void SayAll() => (_nextFastNs, _nextSlowNs) = (0, 0);

    public void Tick(long nowNs)
    {
        if (nowNs >= _nextFastNs)
        {
            _nextFastNs = Next(_nextFastNs, FastNs, nowNs);
            PublishMotion(nowNs);
        }

        var all = nowNs >= _nextSlowNs;
        _nextSlowNs = all ? Next(_nextSlowNs, SlowNs, nowNs) : _nextSlowNs;
        var state = (controller.State, controller.IsHomed, controller.IsBusy, controller.Reason);
        if (all || state != _saidState)
        {
            _saidState = state;
            PublishOperatingState(state.Reason, nowNs);
        }

        var health = (controller.IsHolding, controller.Reason);
        if (all || health != _saidHealth)
        {
            _saidHealth = health;
            PublishHealth(nowNs);
        }

        if (all)
        {
            PublishMode("", nowNs);
        }

        if (all || controller.LeaseHolder != _saidHolder)
        {
            PublishLease("", nowNs);
        }

        while (controller.TryTakeEvent(out var next))
        {
            Publish(next);
        }
    }

    public void PublishLease(string reason, long nowNs)
    {
        _saidHolder = controller.LeaseHolder;
        bus.Publish(Topics.OperatorLease, new LeaseMessage(Header(nowNs), _saidHolder, controller.LeaseUntilNs, reason));
    }

    public void PublishMode(string reason, long nowNs) => bus.Publish(Topics.Mode, new ModeMessage(Header(nowNs), controller.Mode, reason));

    public void PublishOperatingState(string reason, long nowNs) => bus.Publish(
        Topics.OperatingState,
        new OperatingStateMessage(Header(nowNs), controller.State, controller.IsHomed, controller.IsBusy, reason, controller.IsSimulated));

    public void PublishLatency(in AppliedSuggestion a, long nowNs) =>
        bus.Publish(Topics.Latency, new LatencyMessage(Header(nowNs), a.Sequence, a.OriginNs, a.ReceivedNs, a.AppliedNs));

    public void PublishAnswer(string request, in Header asked, string refusal, long nowNs) => bus.Publish(
        Topics.Answer, new AnswerMessage(Header(nowNs), request, asked.Session, asked.Sequence, refusal.Length == 0, refusal));

    private static long Next(long dueNs, long everyNs, long nowNs) => dueNs + everyNs > nowNs ? dueNs + everyNs : nowNs + everyNs;

    private void PublishMotion(long nowNs)
    {
        var (reading, setpoint) = (controller.Reading, controller.Setpoint);
        var measured = Header(reading.StampNs);
        bus.Publish(Topics.MeasuredJs, new JointStateMessage(measured, reading.Position, reading.Velocity));
        bus.Publish(Topics.MeasuredCp, new CartesianStateMessage(measured, controller.Measured.T_ecm_tool));
        bus.Publish(Topics.JawMeasuredJs, new JawStateMessage(measured, reading.JawRad, reading.JawRadPerS));
        bus.Publish(Topics.SetpointJs, new JointStateMessage(Header(nowNs), setpoint.Setpoint, setpoint.Velocity));
        bus.Publish(Topics.SetpointCp, new CartesianStateMessage(Header(nowNs), controller.T_ecm_setpoint));
    }

    private void PublishHealth(long nowNs)
    {
        var word = controller.State == CrtkState.Fault ? "degraded" : controller.IsHolding ? "holding" : "ok";
        bus.Publish(Topics.HealthRobot, new HealthMessage(Header(nowNs), "robot", word, controller.Reason, controller.Counts));
    }

    private void Publish(in ControlEvent e) => bus.Publish(
        Topics.Event,
        new EventMessage(Header(e.AtNs), e.Kind, e.What, e.From, e.To, Short(e.Reason), Short(e.Who), e.Count));

    // A stranger's session or reason is passed on, but not at any length.
    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private Header Header(long stampNs) => new(stampNs, ++_sequence, bus.Session);
}
