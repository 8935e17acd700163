using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SurgicalAI.App.Benchmarks.Fuzz;

/// <summary>A bare connection to a broker, for bytes that no client library would send. Every failure of the network is an ordinary end.</summary>
internal sealed class AttackLine : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = 500, ReceiveTimeout = 200 };
    private readonly byte[] _sink = new byte[4096];

    /// <summary>Connects.</summary>
    /// <param name="port">Port on this machine.</param>
    public AttackLine(int port)
    {
        try
        {
            _socket.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            IsOver = true;
        }
    }

    /// <summary>True once the broker has closed it or takes nothing more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Sends bytes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (IsOver)
        {
            return;
        }

        _socket.Send(bytes, SocketFlags.None, out var error);
        IsOver = error != SocketError.Success;
    }

    /// <summary>Says a proper CONNECT of MQTT 5 and waits for the answer.</summary>
    public void Connect(string identity)
    {
        byte[] name = Encoding.UTF8.GetBytes(identity);
        Send([0x10, (byte)(13 + name.Length), 0, 4, .. "MQTT"u8, 5, 2, 0, 60, 0, 0, (byte)name.Length, .. name]);
        Drain();
    }

    /// <summary>Reads away what the broker says, so that it is not held up.</summary>
    public void Drain()
    {
        while (!IsOver && (_socket.Available > 0 || _socket.Poll(1000, SelectMode.SelectRead)))
        {
            IsOver = _socket.Receive(_sink, SocketFlags.None, out var error) == 0 || error != SocketError.Success;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
