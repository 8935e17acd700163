using System.Globalization;
using System.Net;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>Where a broker is: <c>mqtts://HOST:PORT</c> with TLS, <c>mqtt://HOST:PORT</c>, <c>HOST:PORT</c> or <c>HOST</c> without.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Tls">True when everything is encrypted and both sides show certificates.</param>
public sealed record BrokerAddress(string Host, int Port, bool Tls)
{
    /// <summary>Usual port without TLS.</summary>
    public const int PlainPort = 1883;

    /// <summary>Usual port with TLS.</summary>
    public const int TlsPort = 8883;

    private const string PlainScheme = "mqtt://";
    private const string TlsScheme = "mqtts://";

    /// <summary>Reads what a person typed.</summary>
    /// <exception cref="UserErrorException">It is no address of a broker.</exception>
    public static BrokerAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tls = text.StartsWith(TlsScheme, StringComparison.Ordinal);
        var rest = tls ? text[TlsScheme.Length..] : text.StartsWith(PlainScheme, StringComparison.Ordinal) ? text[PlainScheme.Length..] : text;
        var (host, port) = Split(rest);
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || (port is not null && Number(port) is null))
        {
            // A name and password before an @ are not repeated: a password must not show.
            throw new UserErrorException(text.Contains('@', StringComparison.Ordinal)
                ? "--broker takes no user and password: clients prove who they are with certificates, --tls FOLDER."
                : $"--broker '{text}' is not HOST:PORT or mqtts://HOST:PORT, for example 127.0.0.1:1883.");
        }

        return new(host, port is null ? (tls ? TlsPort : PlainPort) : Number(port)!.Value, tls);
    }

    /// <summary>True when the broker is on this machine by its name alone; other names may lead anywhere.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Refuses a broker on another machine without TLS.</summary>
    /// <param name="hasKeys">True when the connection will be encrypted with certificates on both sides.</param>
    /// <exception cref="UserErrorException">It is on another machine and there are no keys.</exception>
    public void Require(bool hasKeys)
    {
        if (!hasKeys && !IsLoopback)
        {
            throw new UserErrorException($"The broker at {Host} is on another machine, and without TLS anybody between could move the robot: use mqtts://{Host} and --tls FOLDER (./run.sh broker init).");
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Tls ? TlsScheme : "")}{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port.ToString(CultureInfo.InvariantCulture)}";

    // An IPv6 address stands in brackets before its port.
    private static (string Host, string? Port) Split(string text)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (bracket > 0)
        {
            var after = text[(bracket + 1)..];
            return (text[1..bracket], after.Length == 0 ? null : after.StartsWith(':') ? after[1..] : "");
        }

        var colon = text.LastIndexOf(':');
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static int? Number(string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? number : null;
}
