using SurgicalAI.Control.Node;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control;

/// <summary>
/// The bus's side of the endoscope's arm. Messages cross from the transport's thread to the control loop's through bounded inboxes and
/// are handled inside <see cref="Tick"/>; stops first. While the bus is lost the arm holds.
/// </summary>
public sealed class EcmNode : IDisposable
{
    private readonly EcmController _controller;
    private readonly IMessageBus _bus;
    private readonly EcmPublisher _publisher;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Inbox<HoldMessage> _holds = new(8);
    private readonly Inbox<StateCommandMessage> _commands = new(16);
    private readonly Inbox<EcmServoJpMessage> _servos = new(64);
    private readonly Inbox<EcmServoJpMessage> _moves = new(16);
    private volatile bool _connected;
    private bool _wasConnected;

    /// <summary>Subscribes; nothing moves before <see cref="Tick"/> is called.</summary>
    public EcmNode(EcmController controller, IMessageBus bus)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(bus);
        (_controller, _bus, _publisher) = (controller, bus, new(controller, bus));
        bus.ConnectionChanged += OnConnection;
        _connected = bus.IsConnected;
        _subscriptions.Add(bus.Subscribe(Topics.Hold, _holds.Add));
        _subscriptions.Add(bus.Subscribe(Topics.StateCommand, _commands.Add));
        _subscriptions.Add(bus.Subscribe(Topics.EcmServoJp, _servos.Add));
        _subscriptions.Add(bus.Subscribe(Topics.EcmMoveJp, _moves.Add));
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
            TakeMessages(nowNs);
        }
        catch (Exception e)
        {
            _controller.Fail($"internal error in a message: {e.GetType().Name}: {e.Message}");
        }

        _controller.Tick(nowNs);
        try
        {
            _publisher.Tick(nowNs);
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

    private void TakeMessages(long nowNs)
    {
        while (_holds.TryTake(out _))
        {
            _controller.Hold("stopped by the stop button");
        }

        while (_commands.TryTake(out var command))
        {
            var answer = _controller.Command(command.Command);
            Refused(answer);
            _publisher.PublishOperatingState(answer.Length > 0 ? answer : _controller.Reason, nowNs);
            _publisher.PublishAnswer(Topics.StateCommand.Suffix, command.Header, answer, nowNs);
        }

        while (_servos.TryTake(out var servo))
        {
            Refused(_controller.Servo(servo, nowNs).Message);
        }

        while (_moves.TryTake(out var move))
        {
            Refused(_controller.Move(move, nowNs).Message);
        }
    }

    private void Refused(string? why) => LastRefusal = string.IsNullOrEmpty(why) ? LastRefusal : why;
}
