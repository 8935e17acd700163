using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;

namespace SurgicalAI.App.Engine;

/// <summary>
/// The console as a participant of its own on the bus: it hears what the robot says of itself, and carries the operator's
/// requests. It has no way to the arm but the topics that any console has. It asks for the lease with its first order.
/// </summary>
internal sealed class OperatorDesk : IDisposable
{
    private readonly IMessageBus _bus;
    private readonly ConsoleFeed _feed;
    private readonly TimeProvider _time;
    private readonly IDisposable[] _subscriptions;
    private readonly Heartbeat _heart;
    private int _sequence;

    /// <summary>Joins console and bus.</summary>
    public OperatorDesk(IMessageBus bus, ConsoleFeed feed, TimeProvider time)
    {
        (_bus, _feed, _time) = (bus, feed, time);
        _subscriptions =
        [
            bus.Subscribe(Topics.OperatingState, m => Operating.Set(m)),
            bus.Subscribe(Topics.Mode, m => Mode.Set(m)),
            bus.Subscribe(Topics.HealthRobot, m => Robot.Set(m)),
            bus.Subscribe(Topics.Scene, m => Scene.Set(m)),
            bus.Subscribe(Topics.MeasuredCp, m => Tool.Set(m)),
            bus.Subscribe(Topics.JawMeasuredJs, m => Jaw.Set(m)),
            bus.Subscribe(Topics.Suggestion, m => Suggestion.Set(m)),
            bus.Subscribe(Topics.OperatorLease, m => Lease.Set(m)),
        ];
        _heart = new(bus, "console", time);
        feed.StopRequested += OnStop;
        feed.ResumeRequested += OnResume;
        feed.ModeRequested += OnMode;
        feed.DecisionMade += OnDecision;
    }

    /// <summary>Newest operating state.</summary>
    public Latest<OperatingStateMessage> Operating { get; } = new();

    /// <summary>Newest mode.</summary>
    public Latest<ModeMessage> Mode { get; } = new();

    /// <summary>Newest health of the robot side.</summary>
    public Latest<HealthMessage> Robot { get; } = new();

    /// <summary>Newest word of the simulator.</summary>
    public Latest<SceneMessage> Scene { get; } = new();

    /// <summary>Newest tool pose.</summary>
    public Latest<CartesianStateMessage> Tool { get; } = new();

    /// <summary>Newest jaw opening.</summary>
    public Latest<JawStateMessage> Jaw { get; } = new();

    /// <summary>Newest advice.</summary>
    public Latest<SuggestionMessage> Suggestion { get; } = new();

    /// <summary>Newest word on who commands.</summary>
    public Latest<LeaseMessage> Lease { get; } = new();

    /// <summary>Session of another operator who commands; empty when none does.</summary>
    public string OtherOperator => Lease.TryGet(out var lease) && lease.Holder != _bus.Session ? lease.Holder : "";

    /// <summary>True while the broker is reached.</summary>
    public bool IsConnected => _bus.IsConnected;

    /// <inheritdoc/>
    public void Dispose()
    {
        _feed.StopRequested -= OnStop;
        _feed.ResumeRequested -= OnResume;
        _feed.ModeRequested -= OnMode;
        _feed.DecisionMade -= OnDecision;
        _heart.Dispose();
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private void OnStop(string reason) => _bus.Publish(Topics.StateCommand, new StateCommandMessage(Next(), "pause"));

    private void OnResume()
    {
        TakeCommand();
        _bus.Publish(Topics.StateCommand, new StateCommandMessage(Next(), "resume"));
    }

    private void OnMode(ControlMode mode)
    {
        TakeCommand();
        _bus.Publish(Topics.ModeCommand, new ModeMessage(Next(), mode, "asked for at the console"));
    }

    private void OnDecision(DecisionKind kind, int suggestion, string reason)
    {
        if (kind == DecisionKind.Hold)
        {
            TakeCommand();
        }

        _bus.Publish(Topics.Decision, new DecisionMessage(Next(), suggestion, kind, reason));
    }

    // While another operator commands there is nothing to ask for: the arm refuses the order and says why.
    private void TakeCommand()
    {
        if (Lease.TryGet(out var lease) && lease.Holder.Length == 0)
        {
            _bus.Publish(Topics.OperatorLeaseCommand, new LeaseCommandMessage(Next(), LeaseAction.Request, ""));
        }
    }

    private Header Next() => new(_time.NowNs(), Interlocked.Increment(ref _sequence), _bus.Session);
}
