using System.Net;
using System.Net.Sockets;

namespace SurgicalAI.App.Faults;

/// <summary>
/// Stands between a client and a server on this machine and passes bytes on, until it is told not to: connections can be cut, or left
/// standing with nothing passing. Half-open: what the network does when a cable is pulled.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<Pair> _pairs = [];
    private readonly IPEndPoint _server;
    private readonly Task _accepting;

    /// <summary>Begins to listen on a free port of 127.0.0.1.</summary>
    /// <param name="serverPort">The server's port on 127.0.0.1.</param>
    public TcpRelay(int serverPort)
    {
        _server = new(IPAddress.Loopback, serverPort);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Port to connect to.</summary>
    public int Port { get; }

    /// <summary>True while new connections are refused.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Cuts every connection.</summary>
    public void Cut() => ForAll(pair => pair.Dispose());

    /// <summary>Leaves the connections that are there standing, with nothing passing any more.</summary>
    public void Freeze() => ForAll(pair => pair.IsFrozen = true);

    /// <summary>Lets bytes pass again; those that were held back are delivered.</summary>
    public void Thaw() => ForAll(pair => pair.IsFrozen = false);

    /// <summary>Cuts the clients off and leaves the server believing that they are there: their next connection takes the old one over.</summary>
    public void Orphan() => ForAll(pair => pair.DropClient());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        Cut();
        _end.Dispose();
    }

    private void ForAll(Action<Pair> act)
    {
        lock (_lock)
        {
            _pairs.RemoveAll(pair => pair.IsOver);
            _pairs.ForEach(act);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Take(await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Told to end.
        }
    }

    private void Take(Socket client)
    {
        var server = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (!IsClosed)
            {
                // Together, so that no order misses a connection that the server has seen.
                lock (_lock)
                {
                    server.Connect(_server);
                    _pairs.Add(new Pair(client, server));
                }

                return;
            }
        }
        catch (SocketException)
        {
            // The server is not there; the client learns it by the end of its connection.
        }

        client.Dispose();
        server.Dispose();
    }

    private sealed class Pair : IDisposable
    {
        private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
        private readonly Socket _client;
        private readonly Socket _server;
        private volatile bool _orphan;

        public Pair(Socket client, Socket server)
        {
            (_client, _server) = (client, server);
            _ = Task.Run(() => PassAsync(_client, _server));
            _ = Task.Run(() => PassAsync(_server, _client));
        }

        public volatile bool IsFrozen;

        public bool IsOver { get; private set; }

        public void DropClient()
        {
            (_orphan, IsFrozen) = (true, true);
            _client.Dispose();
        }

        public void Dispose()
        {
            IsOver = true;
            _client.Dispose();
            _server.Dispose();
        }

        private async Task PassAsync(Socket from, Socket to)
        {
            var buffer = new byte[16 * 1024];
            try
            {
                int count;
                while ((count = await from.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
                {
                    while (IsFrozen && !IsOver)
                    {
                        await Task.Delay(s_look).ConfigureAwait(false);
                    }

                    await SendAsync(to, buffer.AsMemory(0, count)).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One side is gone.
            }

            if (!_orphan)
            {
                Dispose();
            }
        }

        private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await to.SendAsync(bytes).ConfigureAwait(false)..];
            }
        }
    }
}
