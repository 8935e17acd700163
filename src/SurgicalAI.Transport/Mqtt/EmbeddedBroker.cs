using MQTTnet.Server;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Mqtt.Broker;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>
/// MQTT 5 broker inside the process. Without keys it is reachable from this machine only; with them each client proves its role
/// and may do what the table of rights says. It keeps state, refuses kept motion, and bounds what one client can cost.
/// </summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly MqttServer _server;
    private readonly ClientRules _rules;
    private readonly ClientLog _log;

    private EmbeddedBroker(MqttServer server, ClientRules rules, ClientLog log, int port)
    {
        (_server, _rules, _log, Port) = (server, rules, log, port);
        _server.ValidatingConnectionAsync += rules.Welcome;
        _server.InterceptingPublishAsync += rules.Judge;
        _server.InterceptingSubscriptionAsync += rules.Judge;
        _server.InterceptingUnsubscriptionAsync += ClientRules.Note;
    }

    /// <summary>TCP port.</summary>
    public int Port { get; }

    /// <summary>Messages refused because they asked to be kept on a motion or event topic.</summary>
    public long RetainedRefused => _rules.RetainedRefused;

    /// <summary>Connections, messages and subscriptions refused for lack of a right.</summary>
    public long Refused => _rules.Refused;

    /// <summary>Faults of clients, whether a line about them was said or left out.</summary>
    public long Faults => _log.Count;

    /// <summary>Starts a broker for this machine only, without keys.</summary>
    /// <param name="port">TCP port of 127.0.0.1; 0 takes a free one.</param>
    /// <exception cref="UserErrorException">The port is in use or not allowed.</exception>
    public static Task<EmbeddedBroker> StartAsync(int port) => StartAsync(new BrokerOptions(port), TimeProvider.System);

    /// <summary>Starts a broker.</summary>
    /// <param name="options">Where, for whom, and how much.</param>
    /// <param name="time">Clock of the limits.</param>
    /// <exception cref="UserErrorException">The port is in use or not allowed, or the address is open to others without keys.</exception>
    public static async Task<EmbeddedBroker> StartAsync(BrokerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var log = new ClientLog(options.Log, time);
        var listener = new GuardedListener(options, log, time);
        var server = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder()
                .WithDefaultCommunicationTimeout(options.Patience)
                .WithMaxPendingMessagesPerClient(Mosquitto.MaxQueued)
                .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropOldestQueuedMessage)
                .Build(),
            [listener],
            log);
        var broker = new EmbeddedBroker(server, new(options.Keys is not null, log, listener.Name), log, listener.Port);
        await server.StartAsync().ConfigureAwait(false);
        return broker;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsStarted)
        {
            await _server.StopAsync(new MqttServerStopOptions()).ConfigureAwait(false);
        }

        _server.Dispose();
    }
}
