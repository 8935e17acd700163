using System.Net;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>Where an embedded broker listens, who may come, and how much one client may ask of it.</summary>
/// <param name="Port">TCP port; 0 takes a free one.</param>
/// <param name="Address">Address to listen on; null is 127.0.0.1. Any other than a loopback address needs <paramref name="Keys"/>.</param>
/// <param name="Keys">The broker's keys: TLS, clients by certificate, rights by role. Null: no TLS, and every client may do everything.</param>
/// <param name="Log">Takes lines about clients that were refused; at most one a second.</param>
public sealed record BrokerOptions(int Port, IPAddress? Address = null, BusKeys? Keys = null, Action<string>? Log = null)
{
    /// <summary>Longest packet, bytes.</summary>
    public int MaxPacketBytes { get; init; } = Mosquitto.MaxPacketBytes;

    /// <summary>Clients at the same time, those that have not said who they are included.</summary>
    public int MaxConnections { get; init; } = Mosquitto.MaxConnections;

    /// <summary>Packets that a client may send for long, 1/s; ten times what an arm at 100 Hz sends. A faster one is read slower.</summary>
    public int MaxPacketsPerSecond { get; init; } = 5_000;

    /// <summary>Bytes that a client may send for long, 1/s.</summary>
    public int MaxBytesPerSecond { get; init; } = 4 * 1024 * 1024;

    /// <summary>Time to shake hands and to say CONNECT.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);
}
