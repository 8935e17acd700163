using System.Net;
using System.Net.Sockets;

namespace SurgicalAI.App.Benchmarks.Wire;

/// <summary>The floor: the same bytes over a bare TCP connection without delay, sent back by a thread that reads and writes.</summary>
internal sealed class TcpRoundTrip : IRoundTrip
{
    private readonly byte[] _message;
    private readonly byte[] _answer;
    private readonly Socket _near;
    private readonly Thread _echo;

    /// <summary>Connects.</summary>
    /// <param name="bytes">Length of a message.</param>
    public TcpRoundTrip(int bytes)
    {
        (_message, _answer) = (new byte[bytes], new byte[bytes]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _near = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 1000 };
        _near.Connect(listener.LocalEndpoint);
        var far = listener.AcceptSocket();
        _echo = new Thread(() => Echo(far, bytes)) { IsBackground = true, Name = "tcp echo" };
        _echo.Start();
    }

    /// <inheritdoc/>
    public string Name => "tcp";

    /// <inheritdoc/>
    public bool Go()
    {
        _near.Send(_message);
        for (var read = 0; read < _answer.Length;)
        {
            var more = _near.Receive(_answer.AsSpan(read), SocketFlags.None, out var error);
            if (more == 0 || error != SocketError.Success)
            {
                return false;
            }

            read += more;
        }

        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _near.Dispose();
        _echo.Join();
        return ValueTask.CompletedTask;
    }

    private static void Echo(Socket far, int bytes)
    {
        using (far)
        {
            far.NoDelay = true;
            var buffer = new byte[bytes];
            while (far.Receive(buffer, SocketFlags.None, out var error) is > 0 and var read && error == SocketError.Success)
            {
                far.Send(buffer.AsSpan(0, read), SocketFlags.None, out _);
            }
        }
    }
}
