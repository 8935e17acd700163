using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench cade</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchCadeReport(
    CadeTimes MarkerLatencyMs,
    CadeTimes VideoDelayMs,
    CadeLimits Limits,
    int Frames,
    double RateHz,
    int WidthPx,
    int HeightPx,
    long Results,
    int FramesWithMarkers,
    int FramesCompared,
    long PixelsChangedOutside,
    double DetectionThreshold,
    int Threads,
    ulong Seed,
    string Commit,
    ModelFigure Model,
    string Device,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-cade/1";
}

/// <summary>What a run of the second reader amounts to.</summary>
internal sealed record CadeFigures(CadeTimes Marker, CadeTimes Delay, int Frames, long Results, int Marked, int Compared, long ChangedOutside);

/// <summary>Percentiles of a time, ms.</summary>
internal sealed record CadeTimes(double P50, double P99, double Max, long Count);

/// <summary>Acceptance limits of a cleared device (FDA De Novo DEN200055), ms: the 99th percentile of the marker's latency, the video's delay.</summary>
internal sealed record CadeLimits(double MarkerLatencyP99 = 120, double VideoDelay = 5.75);
