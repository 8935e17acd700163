using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench loop</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchLoopReport(
    IReadOnlyList<LoopFigures> Loops,
    double Seconds,
    string Gc,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-loop/1";
}

/// <summary>A control loop with the whole engine beside it.</summary>
internal sealed record LoopFigures(double RateHz, string Scheduling, PeriodFigures PeriodMs, long Ticks, long MissedTicks);

/// <summary>Periods between the starts of consecutive ticks, milliseconds.</summary>
internal sealed record PeriodFigures(double P50, double P99, double P999, double Max);
