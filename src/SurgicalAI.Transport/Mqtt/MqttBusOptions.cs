using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>Where a broker is and who connects.</summary>
/// <param name="Host">Name or address of the broker.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Robot">Robot's name on the wire.</param>
/// <param name="Arm">Arm's name on the wire.</param>
/// <param name="Component">"robot" or "engine" for a participant with a will; anything else ("console") has none. Says also the role, see <see cref="BusRoles.OfComponent"/>.</param>
/// <param name="Session">Identity of this run; a new one when null.</param>
public sealed record MqttBusOptions(
    string Host = "127.0.0.1", int Port = 1883, string Robot = "sim", string Arm = "psm1", string Component = "engine", string? Session = null)
{
    /// <summary>Certificate of this participant's role: TLS. Null: no TLS, to a broker on this machine only.</summary>
    public BusKeys? Keys { get; init; }

    /// <summary>First wait after a lost connection or a failed attempt; it doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between attempts.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages that may wait for the network; the oldest goes when it is full.</summary>
    public int QueueLength { get; init; } = 256;
}
