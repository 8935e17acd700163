using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.App.Engine;

/// <summary>Says on the robot's terminal, once per change, how robot and engine are and why: seen from the bus, as any peer would.</summary>
internal sealed class EngineLines : IDisposable
{
    private readonly IDisposable[] _subscriptions;
    private string _last = "";
    private string _lastRobot = "";

    /// <summary>Starts listening.</summary>
    public EngineLines(IMessageBus bus) => _subscriptions =
    [
        bus.Subscribe(Topics.HealthEngine, m => Say(ref _last, "engine", m.State, m.Reason)),
        bus.Subscribe(Topics.HealthRobot, m => Say(ref _lastRobot, "robot", m.State, m.Reason)),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private static void Say(ref string last, string who, string state, string reason)
    {
        var line = reason.Length == 0 ? state : $"{state}: {reason}";
        if (line != last)
        {
            last = line;
            System.Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss.f}  {who}  {line}");
        }
    }
}
