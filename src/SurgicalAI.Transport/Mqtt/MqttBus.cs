using System.Buffers;
using System.Collections.Concurrent;
using MQTTnet;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Rules;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>
/// Connection of one participant to an MQTT 5 broker. It reconnects by itself; at each connection it subscribes again and
/// says its last state messages again (its birth), because a restarted broker has forgotten them.
/// </summary>
public sealed class MqttBus : IMessageBus
{
    private readonly MqttBusOptions _options;
    private readonly TopicTable _topics;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly StateMemory _states = new();
    private readonly RequestMemory _requests = new();
    private readonly ConcurrentDictionary<string, Envelope> _envelopes = new(StringComparer.Ordinal);
    private readonly Lock _stateOrder = new();
    private readonly TaskCompletionSource _firstConnection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MqttSender _sender;
    private readonly Task _sending;
    private readonly MqttConnection _connection;
    private int _disposed;

    private MqttBus(MqttBusOptions options, TimeProvider time)
    {
        (_options, Session) = (options, options.Session ?? BusSession.New());
        _topics = new(TopicRule.Prefix(options.Robot, options.Arm), time);
        _sender = new(_client, _topics.Dropped, options.QueueLength);
        _sending = Task.Run(_sender.RunAsync);
        _client.ApplicationMessageReceivedAsync += Receive;
        _connection = new(_client, options, Session, _topics, Born, () => ConnectionChanged?.Invoke(false));
    }

    /// <inheritdoc/>
    public event Action<bool>? ConnectionChanged;

    /// <inheritdoc/>
    public string Session { get; }

    /// <inheritdoc/>
    public bool IsConnected => _client.IsConnected;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Dropped => _topics.Dropped.Snapshot();

    /// <summary>Why the last attempt to connect failed, in a few words; empty when it did not.</summary>
    public string LastFailure => _connection.LastFailure;

    /// <summary>Ends when the newest subscription stands at the broker.</summary>
    internal Task Subscribing { get; private set; } = Task.CompletedTask;

    /// <summary>Starts connecting in the background, for as long as the bus lives.</summary>
    /// <param name="options">Where and who.</param>
    /// <param name="time">Clock for the age of motion messages.</param>
    /// <exception cref="UserErrorException">Without keys, and the broker is not on this machine.</exception>
    public static MqttBus Start(MqttBusOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        new BrokerAddress(options.Host, options.Port, options.Keys is not null).Require(options.Keys is not null);
        return new(options, time);
    }

    /// <summary>Ends when the broker was first reached.</summary>
    public Task WaitConnectedAsync(CancellationToken cancellation) => _firstConnection.Task.WaitAsync(cancellation);

    /// <inheritdoc/>
    public void Publish<T>(Topic<T> topic, in T message)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(topic);
        try
        {
            var envelope = EnvelopeOf(topic);
            Post(envelope, PayloadBuffer.Encode(message), Correlation(envelope, message));
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
            Subscribing = _connection.TrySubscribeAsync([_topics.FullName(topic.Suffix)]);
        }

        return subscription;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (IsConnected && BusWill.Topic(_options.Component) is { } topic)
        {
            Publish(topic, BusWill.Goodbye(_options.Component, Session));
        }

        // A broker that takes nothing more must not keep the process alive.
        _sender.Complete();
        await Task.WhenAny(_sending, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
    }

    private Envelope EnvelopeOf<T>(Topic<T> topic)
    {
        if (_envelopes.TryGetValue(topic.Suffix, out var known))
        {
            return known;
        }

        var answers = topic.IsRequest ? _topics.FullName(Topics.Answer.Suffix) : null;
        return _envelopes[topic.Suffix] = new(_topics.FullName(topic.Suffix), topic.Delivery, typeof(T), Session, answers);
    }

    private byte[]? Correlation<T>(Envelope envelope, in T message)
        where T : notnull
    {
        if (envelope.IsRequest)
        {
            var header = Codecs.For<T>().HeaderOf(message);
            return RequestMemory.Correlation(header.Session, header.Sequence);
        }

        return message is AnswerMessage answer ? _requests.For(answer) : null;
    }

    private void Post(Envelope envelope, ArraySegment<byte> rented, byte[]? correlation)
    {
        if (envelope.Delivery != Delivery.State)
        {
            Hand(envelope, rented, correlation);
            return;
        }

        // One lock with the birth, so that the broker never keeps an older state than the newest one published.
        lock (_stateOrder)
        {
            _states.Set(envelope, rented);
            Hand(envelope, rented, correlation);
        }
    }

    private void Hand(Envelope envelope, ArraySegment<byte> rented, byte[]? correlation)
    {
        if (IsConnected)
        {
            _sender.Post(envelope, rented, correlation);
            return;
        }

        ArrayPool<byte>.Shared.Return(rented.Array ?? []);
        _topics.Dropped.Add(DropReason.NoBroker);
    }

    private void Born()
    {
        lock (_stateOrder)
        {
            foreach (var (envelope, rented) in _states.Copies())
            {
                _sender.Post(envelope, rented, null);
            }
        }

        _firstConnection.TrySetResult();
        ConnectionChanged?.Invoke(true);
    }

    private Task Receive(MqttApplicationMessageReceivedEventArgs args)
    {
        var message = args.ApplicationMessage;
        Action<Header>? accepted = message.CorrelationData is { } correlation ? header => _requests.Note(header, correlation) : null;
        var payload = message.Payload.IsSingleSegment ? message.Payload.FirstSpan : message.Payload.ToArray();
        _topics.Receive(message.Topic, payload, message.Retain, accepted);
        return Task.CompletedTask;
    }
}
