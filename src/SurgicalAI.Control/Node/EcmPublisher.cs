using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control.Node;

/// <summary>Says on the bus how the endoscope's arm is: motion state at 100 Hz, operating state and health on change and at 2 Hz.</summary>
internal sealed class EcmPublisher(EcmController controller, IMessageBus bus)
{
    private const long FastNs = 10 * Si.MsNs;
    private const long SlowNs = 500 * Si.MsNs;
    private long _nextFastNs;
    private long _nextSlowNs;
    private int _sequence;
    private (CrtkState, bool, bool, bool, string) _said;

    /// <summary>Says everything anew at the next tick (a fresh connection).</summary>
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
        var state = (controller.State, controller.IsHomed, controller.IsBusy, controller.IsHolding, controller.Reason);
        if (all || state != _said)
        {
            _said = state;
            PublishOperatingState(controller.Reason, nowNs);
            PublishHealth(nowNs);
        }
    }

    public void PublishOperatingState(string reason, long nowNs) => bus.Publish(
        Topics.OperatingState,
        new OperatingStateMessage(Header(nowNs), controller.State, controller.IsHomed, controller.IsBusy, reason, controller.IsSimulated));

    public void PublishAnswer(string request, in Header asked, string refusal, long nowNs) => bus.Publish(
        Topics.Answer, new AnswerMessage(Header(nowNs), request, asked.Session, asked.Sequence, refusal.Length == 0, refusal));

    private static long Next(long dueNs, long everyNs, long nowNs) => dueNs + everyNs > nowNs ? dueNs + everyNs : nowNs + everyNs;

    private void PublishMotion(long nowNs)
    {
        var measured = Header(controller.Reading.StampNs);
        bus.Publish(Topics.EcmMeasuredJs, new EcmJointStateMessage(measured, controller.Reading.Position, controller.Reading.Velocity));
        bus.Publish(Topics.EcmMeasuredCp, new EcmCartesianStateMessage(measured, controller.T_base_ecm));
        bus.Publish(Topics.EcmSetpointJs, new EcmJointStateMessage(Header(nowNs), controller.Setpoint, controller.SetpointVelocity));
    }

    private void PublishHealth(long nowNs)
    {
        var word = controller.State == CrtkState.Fault ? "degraded" : controller.IsHolding ? "holding" : "ok";
        bus.Publish(Topics.HealthRobot, new HealthMessage(Header(nowNs), "robot", word, controller.Reason, default));
    }

    private Header Header(long stampNs) => new(stampNs, ++_sequence, bus.Session);
}
