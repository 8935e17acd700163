using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SurgicalAI.Tests.Native.Vision;

/// <summary>An HTTP server of one connection at a time whose every byte the test decides.</summary>
public sealed class PictureServer : IDisposable
{
    private readonly TcpListener _listener;
    private Socket? _peer;

    public PictureServer(int port = 0)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/stereo.mjpg";

    /// <summary>The last request.</summary>
    public string Request { get; private set; } = "";

    /// <summary>Takes a connection, reads its request and answers with the beginning of a multipart stream.</summary>
    public async Task AcceptAsync(string type = "multipart/x-mixed-replace; boundary=frame", string status = "200 OK")
    {
        _peer?.Dispose();
        _peer = await _listener.AcceptSocketAsync();
        var request = new byte[4096];
        Request = Encoding.ASCII.GetString(request, 0, await _peer.ReceiveAsync(request));
        Send($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n");
    }

    /// <summary>Sends a part with a length and, where given, stamps.</summary>
    public void SendPart(byte[] jpeg, long originNs = 0, int sequence = -1)
    {
        var origin = originNs > 0 ? $"X-Origin-Ns: {originNs}\r\n" : "";
        var number = sequence >= 0 ? $"X-Sequence: {sequence}\r\n" : "";
        Send($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n{origin}{number}\r\n");
        Send(jpeg);
        Send("\r\n");
    }

    public void Send(string text) => Send(Encoding.ASCII.GetBytes(text));

    public void Send(byte[] bytes) => _peer?.Send(bytes);

    /// <summary>Ends the connection as a killed process does.</summary>
    public void Drop()
    {
        _peer?.Dispose();
        _peer = null;
    }

    public void Dispose()
    {
        Drop();
        _listener.Dispose();
    }
}
