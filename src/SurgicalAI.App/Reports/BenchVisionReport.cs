using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench vision</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchVisionReport(
    VisionFigure FullPathMs,
    VisionFigure NetworkMs,
    double OverheadRatio,
    double OverheadOfMedians,
    double ManagedBytesPerFrame,
    IReadOnlyList<VisionPeerFigure> Peers,
    int Frames,
    int WidthPx,
    int HeightPx,
    int Threads,
    ulong Seed,
    string Commit,
    ModelFigure Model,
    string Device,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-vision/1";
}

/// <summary>Percentiles of a time, ms.</summary>
internal sealed record VisionFigure(double P50, double P99)
{
    /// <summary>The figures of times.</summary>
    public static VisionFigure Of(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return new(sorted[sorted.Length / 2], sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1]);
    }
}

/// <summary>Another way to do the same: its time, and how many times the engine's that is.</summary>
internal sealed record VisionPeerFigure(string Name, [property: JsonPropertyName("p50_ms")] double P50Ms, double Ratio)
{
    /// <summary>The figure of a peer beside the engine's.</summary>
    public static VisionPeerFigure Of(string name, IEnumerable<double> times, VisionFigure engine)
    {
        var p50 = VisionFigure.Of(times).P50;
        return new(name, p50, p50 / engine.P50);
    }
}
