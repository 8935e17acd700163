using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench arbiter</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchArbiterReport(
    long Sequences,
    long Ticks,
    long MovedTicks,
    long Refused,
    string Wrong,
    double Seconds,
    int Workers,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-arbiter/1";
}
