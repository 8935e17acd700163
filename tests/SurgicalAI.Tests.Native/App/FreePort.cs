using System.Net;
using System.Net.Sockets;

namespace SurgicalAI.Tests.Native.App;

/// <summary>Ports for processes under test.</summary>
internal static class FreePort
{
    /// <summary>A port that is free now; another program may take it before it is used.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
