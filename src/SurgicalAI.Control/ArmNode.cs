using SurgicalAI.Control.Node;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Control;

/// <summary>
/// The controller's side of the bus. Messages cross from the transport's thread to the control loop's through bounded inboxes and are
/// handled inside <see cref="Tick"/>; stops first. While the bus is lost the arm holds and says so.
/// </summary>
public sealed class ArmNode : IDisposable
{
    private readonly ArmController _controller;
    private readonly IMessageBus _bus;
    private readonly StatePublisher _publisher;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Inbox<HoldMessage> _holds = new(8);
    private readonly Inbox<StateCommandMessage> _commands = new(16);
    private readonly Inbox<LeaseCommandMessage> _leases = new(16);
    private readonly Inbox<ModeMessage> _modes = new(16);
    private readonly Inbox<HeartbeatMessage> _beats = new(64);
    private readonly Inbox<HealthMessage> _engine = new(8);
    private readonly Inbox<DecisionMessage> _decisions = new(64);
    private readonly Inbox<MotionRequest> _motions = new(64);
    private readonly Inbox<(SuggestionMessage Message, long ReceivedNs)> _suggestions = new(16);
    private volatile bool _connected;
    private bool _wasConnected;

    /// <summary>Subscribes; nothing moves before <see cref="Tick"/> is called.</summary>
    public ArmNode(ArmController controller, IMessageBus bus, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(time);
        (_controller, _bus, _publisher) = (controller, bus, new(controller, bus));
        bus.ConnectionChanged += OnConnection;
        _connected = bus.IsConnected;
        Take(Topics.Hold, _holds);
        Take(Topics.StateCommand, _commands);
        Take(Topics.OperatorLeaseCommand, _leases);
        Take(Topics.ModeCommand, _modes);
        Take(Topics.Heartbeat, _beats);
        Take(Topics.HealthEngine, _engine);
        Take(Topics.Decision, _decisions);
        _subscriptions.Add(bus.Subscribe(Topics.Suggestion, m => _suggestions.Add((m, time.NowNs()))));
        _subscriptions.Add(bus.Subscribe(Topics.ServoCp, m => _motions.Add(new(MotionKind.ServoCp, m, default, default))));
        _subscriptions.Add(bus.Subscribe(Topics.ServoJp, m => _motions.Add(new(MotionKind.ServoJp, default, m, default))));
        _subscriptions.Add(bus.Subscribe(Topics.JawServoJp, m => _motions.Add(new(MotionKind.JawServoJp, default, default, m))));
        _subscriptions.Add(bus.Subscribe(Topics.MoveCp, m => _motions.Add(new(MotionKind.MoveCp, m, default, default))));
        _subscriptions.Add(bus.Subscribe(Topics.MoveJp, m => _motions.Add(new(MotionKind.MoveJp, default, m, default))));
    }

    /// <summary>Why the last message that was refused was refused; empty when none was.</summary>
    public string LastRefusal { get; private set; } = "";

    /// <summary>One control period: messages in, arm, messages out. Never throws. Hot path.</summary>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    public void Tick(long nowNs)
    {
        try
        {
            TakeConnection();
            TakeSigns(nowNs);
            TakeOrders(nowNs);
            TakeMotion(nowNs);
        }
        catch (Exception e)
        {
            _controller.Fail($"internal error in a message: {e.GetType().Name}: {e.Message}");
        }

        _controller.Tick(nowNs);
        try
        {
            Publish(nowNs);
        }
        catch (Exception e)
        {
            _controller.Fail($"the bus failed: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Ends the subscriptions; the bus stays the caller's.</summary>
    public void Dispose()
    {
        _bus.ConnectionChanged -= OnConnection;
        _subscriptions.ForEach(s => s.Dispose());
        _subscriptions.Clear();
    }

    private void OnConnection(bool connected) => _connected = connected;

    private void Take<T>(Topic<T> topic, Inbox<T> inbox)
        where T : notnull => _subscriptions.Add(_bus.Subscribe(topic, inbox.Add));

    private void TakeConnection()
    {
        var connected = _connected;
        _controller.SetConnected(connected);
        if (connected && !_wasConnected)
        {
            _publisher.SayAll();
        }

        _wasConnected = connected;
    }

    private void TakeSigns(long nowNs)
    {
        while (_beats.TryTake(out var beat))
        {
            _controller.Hear(beat, nowNs);
        }

        while (_engine.TryTake(out var health))
        {
            _controller.Hear(health);
        }
    }

    private void TakeOrders(long nowNs)
    {
        while (_holds.TryTake(out var hold))
        {
            _controller.Hold("stopped by the stop button", hold.Header.Session);
        }

        while (_leases.TryTake(out var lease))
        {
            var fault = _controller.Lease(lease, nowNs);
            Refused(fault.Message);
            _publisher.PublishLease(fault.Message ?? "", nowNs);
        }

        while (_commands.TryTake(out var command))
        {
            var answer = _controller.Command(command, nowNs);
            Refused(answer);
            _publisher.PublishOperatingState(answer.Length > 0 ? answer : _controller.Reason, nowNs);
            _publisher.PublishAnswer(Topics.StateCommand.Suffix, command.Header, answer, nowNs);
        }

        while (_modes.TryTake(out var mode))
        {
            var fault = _controller.RequestMode(mode, nowNs);
            Refused(fault.Message);
            _publisher.PublishMode(fault.Message ?? "", nowNs);
            _publisher.PublishAnswer(Topics.ModeCommand.Suffix, mode.Header, fault.Message ?? "", nowNs);
        }
    }

    private void TakeMotion(long nowNs)
    {
        while (_suggestions.TryTake(out var suggestion))
        {
            Refused(_controller.Offer(suggestion.Message, nowNs, suggestion.ReceivedNs).Message);
        }

        while (_decisions.TryTake(out var decision))
        {
            Refused(_controller.Decide(decision, nowNs).Message);
        }

        while (_motions.TryTake(out var m))
        {
            Refused(Direct(m, nowNs).Message);
        }
    }

    private Fault Direct(in MotionRequest m, long nowNs) => m.Kind switch
    {
        MotionKind.ServoCp => _controller.Servo(m.Pose, nowNs),
        MotionKind.ServoJp => _controller.Servo(m.Joints, nowNs),
        MotionKind.JawServoJp => _controller.Servo(m.Jaw, nowNs),
        MotionKind.MoveCp => _controller.Move(m.Pose, nowNs),
        _ => _controller.Move(m.Joints, nowNs),
    };

    private void Refused(string? why) => LastRefusal = string.IsNullOrEmpty(why) ? LastRefusal : why;

    private void Publish(long nowNs)
    {
        _publisher.Tick(nowNs);
        if (_controller.TryTakeApplied(out var applied))
        {
            _publisher.PublishLatency(applied, nowNs);
        }
    }
}
