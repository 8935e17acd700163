using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Tests.Control;

/// <summary>A bus in memory that keeps what was published and hands messages to subscribers at once.</summary>
internal sealed class FakeBus : IMessageBus
{
    private readonly Dictionary<string, List<Delegate>> _handlers = [];

    public event Action<bool>? ConnectionChanged;

    public string Session => "robot-1";

    public bool IsConnected { get; private set; } = true;

    public IReadOnlyDictionary<string, long> Dropped { get; } = new Dictionary<string, long>();

    public List<(string Topic, object Message)> Published { get; } = [];

    public Exception? Breaks { get; set; }

    public void Publish<T>(Topic<T> topic, in T message)
        where T : notnull
    {
        if (Breaks is not null)
        {
            throw Breaks;
        }

        Published.Add((topic.Suffix, message));
    }

    public IDisposable Subscribe<T>(Topic<T> topic, Action<T> handler)
        where T : notnull
    {
        var list = _handlers.TryGetValue(topic.Suffix, out var known) ? known : _handlers[topic.Suffix] = [];
        list.Add(handler);
        return new End(() => list.Remove(handler));
    }

    public void Arrive<T>(Topic<T> topic, T message)
        where T : notnull => _handlers.GetValueOrDefault(topic.Suffix)?.ForEach(h => ((Action<T>)h)(message));

    public void Connect(bool connected)
    {
        IsConnected = connected;
        ConnectionChanged?.Invoke(connected);
    }

    public T Last<T>(Topic<T> topic)
        where T : notnull => (T)Published.Last(p => p.Topic == topic.Suffix).Message;

    public int Count<T>(Topic<T> topic)
        where T : notnull => Published.Count(p => p.Topic == topic.Suffix);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
