using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>sim --real-time</c>; keys as in docs/reports.md.</summary>
internal sealed record SimEnduranceReport(
    string Task,
    double Seconds,
    double SimulatedSeconds,
    double ClockDriftS,
    long SkippedSteps,
    double PeriodP50Ms,
    double PeriodP99Ms,
    double PeriodMaxMs,
    int Episodes,
    int Successes,
    long FramesRendered,
    MemoryTrend WorkingSetMb,
    MemoryTrend GcHeapMb,
    IReadOnlyList<MemorySample> Samples,
    IReadOnlyList<SimFault> Faults,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/sim-endurance/1";
}

/// <summary>Memory at one time.</summary>
/// <param name="AtS">Time since the start, seconds.</param>
/// <param name="WorkingSetMb">Memory of the process that is resident, MiB.</param>
/// <param name="GcHeapMb">Managed heap after its last collection, MiB.</param>
/// <param name="DriftS">Clock less simulated time, seconds.</param>
internal sealed record MemorySample(double AtS, double WorkingSetMb, double GcHeapMb, double DriftS);

/// <summary>Memory at the beginning and at the end: medians of the second and of the last tenth of the samples.</summary>
internal sealed record MemoryTrend(double Early, double Late, double Max);
