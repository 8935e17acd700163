using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench gate</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchGateReport(
    long Sequences,
    long Commands,
    int CommandsPerSequence,
    long ViolationsTotal,
    IReadOnlyDictionary<string, long> Violations,
    GateVerdicts Gate,
    IReadOnlyList<GateRuleCount> Rules,
    GateCheckTime CheckUs,
    long AllocatedBytes,
    double BytesPerCheck,
    int Workers,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-gate/1";
}

/// <summary>Verdicts over all commands; the rest were holds.</summary>
internal sealed record GateVerdicts(long Cleared, long Clamped, long Refused);

/// <summary>How often a rule was the first to change or refuse a command.</summary>
internal sealed record GateRuleCount(string Rule, long Clamped, long Refused);

/// <summary>Time of one check, microseconds.</summary>
internal sealed record GateCheckTime(double P50, double P95, double P99, double P999, double Max);
