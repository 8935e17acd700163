using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>Takes in the broker's clients: so many at a time, TLS with their certificate where there are keys, each through a <see cref="GuardedChannel"/>.</summary>
internal sealed class GuardedListener : IMqttServerAdapter
{
    private readonly BrokerOptions _options;
    private readonly ClientLog _log;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly ConcurrentDictionary<Socket, bool> _clients = new();
    private readonly ConcurrentDictionary<EndPoint, GuardedChannel> _channels = new();
    private readonly CancellationTokenSource _end = new();
    private MqttServerOptions? _server;
    private IMqttNetLogger? _logger;
    private Task _accepting = Task.CompletedTask;
    private int _stopped;

    /// <summary>Takes the port.</summary>
    /// <exception cref="UserErrorException">The port is in use or not allowed, or the address is open to others without TLS.</exception>
    public GuardedListener(BrokerOptions options, ClientLog log, TimeProvider time)
    {
        (_options, _log, _time) = (options, log, time);
        var address = options.Address ?? IPAddress.Loopback;
        if (options.Keys is null && !IPAddress.IsLoopback(address))
        {
            throw new UserErrorException($"The broker would let anybody on {address} move the robot: give --tls FOLDER (made by ./run.sh broker init), or listen on 127.0.0.1.");
        }

        _socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(new IPEndPoint(address, options.Port));
            _socket.Listen();
        }
        catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
        {
            _socket.Dispose();
            throw new UserErrorException(
                $"The broker cannot listen on port {options.Port} of {address} ({(e as SocketException)?.SocketErrorCode.ToString() ?? "not a port"}): stop the program that uses it, or choose another port.",
                e);
        }
    }

    /// <inheritdoc/>
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>TCP port.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>A client has said who it is; the log calls it so from now on.</summary>
    public void Name(EndPoint from, string identity)
    {
        if (_channels.TryGetValue(from, out var channel))
        {
            channel.Name = $"{identity} at {from}";
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        (_server, _logger) = (options, logger);
        _accepting = Task.Run(AcceptAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (var client in _clients.Keys)
        {
            client.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _socket.AcceptAsync(_end.Token).ConfigureAwait(false);
                if (_clients.Count >= _options.MaxConnections)
                {
                    _log.Say($"at {client.RemoteEndPoint}", $"one too many; {_options.MaxConnections} are connected");
                    client.Dispose();
                    continue;
                }

                _clients[client] = true;
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // The client went before it was taken in, or the process has no handle left; the next one may fare better.
                _log.Say("unnamed", $"cannot be taken in ({e.SocketErrorCode})");
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        EndPoint from = new IPEndPoint(IPAddress.None, 0);
        try
        {
            client.NoDelay = true;
            from = client.RemoteEndPoint ?? from;
            var (stream, certificate) = await ShakeHandsAsync(client).ConfigureAwait(false);
            await using var closing = stream.ConfigureAwait(false);
            using var inner = new MqttTcpChannel(stream, client.LocalEndPoint, from, certificate);
            using var channel = new GuardedChannel(inner, _options, _log, _time);
            _channels[from] = channel;
            var format = new MqttPacketFormatterAdapter(new MqttBufferWriter(_server!.WriterBufferSize, _server.WriterBufferSizeMax));
            using var adapter = new MqttChannelAdapter(channel, format, _logger) { AllowPacketFragmentation = false };
            await (ClientHandler?.Invoke(adapter) ?? Task.CompletedTask).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a client does ends its own connection and nothing else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.Say($"at {from}", _options.Keys is null ? $"cut off ({e.GetType().Name})" : $"refused: no certificate that holds ({e.GetType().Name})");
        }
        finally
        {
            _channels.TryRemove(from, out _);
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task<(Stream Stream, X509Certificate2? Certificate)> ShakeHandsAsync(Socket client)
    {
        var plain = new NetworkStream(client, ownsSocket: false);
        if (_options.Keys is not { } keys)
        {
            return (plain, null);
        }

        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            patience.CancelAfter(_options.Patience);
            await secure.AuthenticateAsServerAsync(keys.ForServer(), patience.Token).ConfigureAwait(false);
            return (secure, secure.RemoteCertificate as X509Certificate2);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
