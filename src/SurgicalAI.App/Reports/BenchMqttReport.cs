using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench mqtt</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchMqttReport(
    int MessageBytes,
    double RateHz,
    int Rounds,
    double BlockSeconds,
    IReadOnlyList<WireFigures> Wires,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-mqtt/1";
}

/// <summary>One way there and back, paced and as fast as it goes.</summary>
internal sealed record WireFigures(string Name, TripFigures Paced, TripFigures PingPong);

/// <summary>Round trips: percentiles, what they cost beside the bare socket of the same run, how many a second, how many did not return.</summary>
internal sealed record TripFigures(LatencySummary RoundTripMs, double P50OverTcpMs, double P99OverTcpMs, double PerSecond, long Lost);
