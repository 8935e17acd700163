using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Rules;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>Keeps one client connected: clean start, no session kept, a will, and waits that double between attempts.</summary>
internal sealed class MqttConnection : IAsyncDisposable
{
    private readonly IMqttClient _client;
    private readonly MqttBusOptions _options;
    private readonly MqttClientOptions _clientOptions;
    private readonly TopicTable _topics;
    private readonly Action _connected;
    private readonly Action _disconnected;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _lost = new(0);
    private readonly Task _loop;

    /// <param name="client">Client to keep connected.</param>
    /// <param name="options">Where and who.</param>
    /// <param name="session">Identity of the run.</param>
    /// <param name="topics">What to subscribe at each connection.</param>
    /// <param name="connected">Called after each connection, once everything is subscribed.</param>
    /// <param name="disconnected">Called after each loss.</param>
    public MqttConnection(
        IMqttClient client, MqttBusOptions options, string session, TopicTable topics, Action connected, Action disconnected)
    {
        (_client, _options, _topics, _connected, _disconnected) = (client, options, topics, connected, disconnected);
        _clientOptions = Build(options, session, topics);
        _client.DisconnectedAsync += _ =>
        {
            _lost.Release();
            return Task.CompletedTask;
        };
        _loop = Task.Run(StayConnectedAsync);
    }

    /// <summary>Why the last attempt to connect failed; empty when none did.</summary>
    public string LastFailure { get; private set; } = "";

    /// <summary>Subscribes full topic names; false when the connection broke meanwhile (the next connection subscribes all).</summary>
    public async Task<bool> TrySubscribeAsync(IEnumerable<string> fullNames)
    {
        // RetainAsPublished: else a message that a client asked to keep reaches us, live, looking like an ordinary one.
        var filters = fullNames.Select(name => new MqttTopicFilter
        {
            Topic = name,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            RetainAsPublished = true,
            RetainHandling = MqttRetainHandling.SendAtSubscribe,
        }).ToList();
        try
        {
            // Twice, because MQTTnet's broker reads what it keeps before it adds the subscription: a state published in between
            // would reach nobody. The second time the subscription stands; what then comes twice is dropped by its sequence.
            for (var round = 0; round < 2 && filters.Count > 0; round++)
            {
                await _client.SubscribeAsync(new MqttClientSubscribeOptions { TopicFilters = filters }, _end.Token).ConfigureAwait(false);
            }

            return true;
        }
#pragma warning disable CA1031 // MQTTnet throws many kinds when the connection breaks.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        if (_client.IsConnected)
        {
            // The broker answers in order: after the answer it has taken in all that was sent before.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _client.TryPingAsync(patience.Token).ConfigureAwait(false);
            await _client.TryDisconnectAsync(MqttClientDisconnectOptionsReason.NormalDisconnection, "").ConfigureAwait(false);
        }

        _end.Dispose();
    }

    private static MqttClientOptions Build(MqttBusOptions options, string session, TopicTable topics)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(Identity(options, session))
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(2))
            .WithTimeout(TimeSpan.FromSeconds(2));
        if (options.Keys is { } keys)
        {
            builder.WithTlsOptions(Secure(keys));
        }

        if (BusWill.Topic(options.Component) is { } topic)
        {
            var payload = new ArrayBufferWriter<byte>();
            MessageCodec.Encode(BusWill.Message(options.Component, session), payload);
            builder.WithWillTopic(topics.FullName(topic.Suffix)).WithWillRetain(true).WithWillPayload(payload.WrittenSpan.ToArray())
                .WithWillContentType(Envelope.ContentType).WithWillPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData);
            Envelope.Properties(typeof(HealthMessage), session).ForEach(property => builder.WithWillUserProperty(property.Name, property.ValueBuffer));
        }

        return builder.Build();
    }

    // The role first, as brokers with rights ask. The session is told to every reader; the rest is not, because who knows an
    // identity can take over its connection.
    private static string Identity(MqttBusOptions options, string session) =>
        $"{BusRoles.Name(BusRoles.OfComponent(options.Component))}-{session}-{BusSession.New()}";

    private static MqttClientTlsOptions Secure(BusKeys keys) => new()
    {
        UseTls = true,
        TrustChain = [keys.Root],
        ClientCertificatesProvider = new DefaultMqttCertificatesProvider([keys.Own]),
        // The root's key is gone after it signed, so there is nobody to revoke; new keys are a new root.
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private async Task StayConnectedAsync()
    {
        var wait = _options.MinBackoff;
        try
        {
            while (!_end.IsCancellationRequested)
            {
                if (await TryConnectAsync().ConfigureAwait(false))
                {
                    wait = _options.MinBackoff;
                    _connected();
                    await WaitUntilLostAsync().ConfigureAwait(false);
                    _disconnected();
                }

                await Task.Delay(wait, _end.Token).ConfigureAwait(false);
                wait = wait * 2 < _options.MaxBackoff ? wait * 2 : _options.MaxBackoff;
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The bus is being disposed.
        }
    }

    private async Task<bool> TryConnectAsync()
    {
        try
        {
            var answer = await _client.ConnectAsync(_clientOptions, _end.Token).ConfigureAwait(false);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                LastFailure = $"the broker refused us: {answer.ResultCode}";
                return false;
            }
        }
#pragma warning disable CA1031 // Whatever kept the broker away, the answer is to try again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LastFailure = ConnectionFailure.Words(e);
            return false;
        }

        if (await TrySubscribeAsync(_topics.FullNames).ConfigureAwait(false))
        {
            return true;
        }

        // Connected but deaf: begin again from the start.
        await _client.TryDisconnectAsync(MqttClientDisconnectOptionsReason.UnspecifiedError, "").ConfigureAwait(false);
        return false;
    }

    // A failed attempt may raise the event of a loss as well, so the event alone proves nothing.
    private async Task WaitUntilLostAsync()
    {
        while (_client.IsConnected)
        {
            await _lost.WaitAsync(_end.Token).ConfigureAwait(false);
        }
    }
}
