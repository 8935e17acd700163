using System.Net;
using System.Net.Sockets;

namespace SurgicalAI.Tests.Transport;

/// <summary>A TCP relay to the broker that can be cut, as a killed process or an unplugged cable does.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _ends = [];
    private readonly int _target;
    private readonly Task _accepting;
    private bool _isCut;

    public Cable(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Cut()
    {
        _listener.Stop();
        lock (_ends)
        {
            _isCut = true;
            _ends.ForEach(end => end.Client.Close(0));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, _target);
                Join(near, far);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Cut: a listener that was stopped between two accepts says so with the second.
        }
    }

    private void Join(TcpClient near, TcpClient far)
    {
        lock (_ends)
        {
            if (_isCut)
            {
                near.Client.Close(0);
                far.Client.Close(0);
                return;
            }

            _ends.AddRange([near, far]);
        }

        _ = Pump(near, far);
        _ = Pump(far, near);
    }

    private static async Task Pump(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
