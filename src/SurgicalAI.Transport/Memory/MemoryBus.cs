using System.Buffers;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Transport.Rules;

namespace SurgicalAI.Transport.Memory;

/// <summary>A participant of a <see cref="MemoryBroker"/>: the same codec and rules as <see cref="Mqtt.MqttBus"/>, no network.</summary>
public sealed class MemoryBus : IMessageBus
{
    private readonly MemoryBroker _broker;
    private readonly TopicTable _topics;
    private readonly string _component;

    /// <summary>Joins a broker.</summary>
    /// <param name="broker">Broker.</param>
    /// <param name="component">"robot" or "engine" for a participant with a will; anything else has none.</param>
    /// <param name="time">Clock for the age of motion messages.</param>
    /// <param name="session">Identity of the run; a new one when null.</param>
    /// <param name="robot">Robot's name on the wire.</param>
    /// <param name="arm">Arm's name on the wire.</param>
    public MemoryBus(
        MemoryBroker broker, string component, TimeProvider time, string? session = null, string robot = "sim", string arm = "psm1")
    {
        ArgumentNullException.ThrowIfNull(broker);
        (_broker, _component, Session) = (broker, component, session ?? BusSession.New());
        _topics = new(TopicRule.Prefix(robot, arm), time);
        IsConnected = true;
        broker.Join(this);
    }

    /// <inheritdoc/>
    public event Action<bool>? ConnectionChanged;

    /// <inheritdoc/>
    public string Session { get; }

    /// <inheritdoc/>
    public bool IsConnected { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Dropped => _topics.Dropped.Snapshot();

    /// <inheritdoc/>
    public void Publish<T>(Topic<T> topic, in T message)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (!IsConnected)
        {
            _topics.Dropped.Add(DropReason.NoBroker);
            return;
        }

        try
        {
            _broker.Send(_topics.FullName(topic.Suffix), PayloadBuffer.Encode(message), topic.Delivery == Delivery.State);
        }
        catch (ArgumentException)
        {
            _topics.Dropped.Add(DropReason.NotFinite);
        }
    }

    /// <inheritdoc/>
    public IDisposable Subscribe<T>(Topic<T> topic, Action<T> handler)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(topic);
        var subscription = _topics.Add(topic, handler, out var isFirst);
        if (isFirst && IsConnected)
        {
            _broker.Replay(this, _topics.FullName(topic.Suffix));
        }

        return subscription;
    }

    /// <summary>Dies without a word, as a killed process does: the broker speaks its will.</summary>
    public void Cut()
    {
        if (!IsConnected)
        {
            return;
        }

        Leave(BusWill.Message(_component, Session));
    }

    /// <summary>Comes back after <see cref="Cut"/> and receives the kept state again.</summary>
    public void Restore()
    {
        if (IsConnected)
        {
            return;
        }

        IsConnected = true;
        _broker.Join(this);
        foreach (var name in _topics.FullNames)
        {
            _broker.Replay(this, name);
        }

        ConnectionChanged?.Invoke(true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (IsConnected)
        {
            Leave(BusWill.Goodbye(_component, Session));
        }

        return ValueTask.CompletedTask;
    }

    internal void Receive(string topic, ReadOnlySpan<byte> payload, bool retained) => _topics.Receive(topic, payload, retained);

    private void Leave(HealthMessage lastWord)
    {
        IsConnected = false;
        _broker.Leave(this);
        if (BusWill.Topic(_component) is { } topic)
        {
            _broker.Send(_topics.FullName(topic.Suffix), PayloadBuffer.Encode(lastWord), true);
        }

        ConnectionChanged?.Invoke(false);
    }
}
