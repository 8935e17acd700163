using System.Net;
using System.Net.Sockets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>MQTT 5 broker inside the process, reachable from this machine only. It keeps state and refuses kept motion.</summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly MqttServer _server;
    private long _retainedRefused;

    private EmbeddedBroker(MqttServer server, int port)
    {
        (_server, Port) = (server, port);
        _server.InterceptingPublishAsync += RefuseKeptMotion;
        _server.ValidatingConnectionAsync += NameTheNameless;
    }

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Messages refused because they asked to be kept on a motion or event topic.</summary>
    public long RetainedRefused => Interlocked.Read(ref _retainedRefused);

    /// <summary>Starts a broker.</summary>
    /// <param name="port">TCP port; 0 takes a free one.</param>
    /// <exception cref="UserErrorException">The port is in use or not allowed.</exception>
    public static async Task<EmbeddedBroker> StartAsync(int port)
    {
        port = Probe(port);
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithMaxPendingMessagesPerClient(1024)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropOldestQueuedMessage)
            .Build();
        var broker = new EmbeddedBroker(new MqttServerFactory().CreateMqttServer(options), port);
        try
        {
            await broker._server.StartAsync().ConfigureAwait(false);
            return broker;
        }
        catch (SocketException e)
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw CannotListen(port, e);
        }
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

    // Asks the system first, because MQTTnet only logs some failures to listen; also finds a free port for 0.
    private static int Probe(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
        {
            throw CannotListen(port, e);
        }
    }

    private static UserErrorException CannotListen(int port, Exception cause) => new(
        $"The broker cannot listen on port {port} of 127.0.0.1 ({(cause as SocketException)?.SocketErrorCode.ToString() ?? "not a port"}): stop the program that uses it, or choose another port.",
        cause);

    // MQTT 5 lets a client leave its identity to the server [MQTT-3.1.3-6]; mosquitto's tools do. MQTTnet refuses it unless named here.
    private static Task NameTheNameless(ValidatingConnectionEventArgs args)
    {
        if (string.IsNullOrEmpty(args.ClientId))
        {
            args.AssignedClientIdentifier = $"guest-{BusSession.New()}";
        }

        return Task.CompletedTask;
    }

    private Task RefuseKeptMotion(InterceptingPublishEventArgs args)
    {
        if (args.ApplicationMessage.Retain && !TopicRule.MayBeRetained(args.ApplicationMessage.Topic))
        {
            Interlocked.Increment(ref _retainedRefused);
            args.ProcessPublish = false;
            args.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        }

        return Task.CompletedTask;
    }
}
