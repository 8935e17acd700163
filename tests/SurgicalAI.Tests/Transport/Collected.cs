using System.Threading.Channels;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Tests.Transport;

/// <summary>What arrives on a topic, awaited one by one.</summary>
internal sealed class Collected<T> : IDisposable
    where T : notnull
{
    private readonly Channel<T> _messages = Channel.CreateUnbounded<T>();
    private readonly IMessageBus _bus;
    private readonly string _topic;
    private readonly IDisposable _subscription;

    public Collected(IMessageBus bus, Topic<T> topic)
    {
        (_bus, _topic) = (bus, topic.Suffix);
        _subscription = bus.Subscribe(topic, m => _messages.Writer.TryWrite(m));
    }

    public bool IsEmpty => _messages.Reader.Count == 0;

    public int Count => _messages.Reader.Count;

    /// <summary>The next message; when none comes in time, the error tells how the bus stands.</summary>
    public async ValueTask<T> Next(CancellationToken cancellation)
    {
        try
        {
            return await _messages.Reader.ReadAsync(cancellation);
        }
        catch (OperationCanceledException e)
        {
            var dropped = string.Join(", ", _bus.Dropped.Select(d => $"{d.Key} {d.Value}"));
            throw new TimeoutException($"Nothing more on {_topic}. The bus: {(_bus.IsConnected ? "connected" : "not connected")}, dropped: {dropped}.", e);
        }
    }

    public void Dispose() => _subscription.Dispose();
}

/// <summary>Awaits a bus's comings and goings.</summary>
internal sealed class Link : IDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private readonly IMessageBus _bus;

    public Link(IMessageBus bus)
    {
        _bus = bus;
        _bus.ConnectionChanged += Note;
    }

    public async Task Wait(bool connected, CancellationToken cancellation)
    {
        while (await _changes.Reader.ReadAsync(cancellation) != connected)
        {
        }
    }

    public void Dispose() => _bus.ConnectionChanged -= Note;

    private void Note(bool connected) => _changes.Writer.TryWrite(connected);
}
