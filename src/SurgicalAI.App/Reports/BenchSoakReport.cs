using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Latency;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench soak</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchSoakReport(
    IReadOnlyList<SoakSection> Sections,
    SoakGrowth Growth,
    long Frames,
    long DroppedFrames,
    double CameraRateHz,
    double Seconds,
    EpisodeFigures Episodes,
    ulong Seed,
    string Commit,
    IReadOnlyList<ModelFigure> Models,
    string Device,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-soak/1";
}

/// <summary>A tenth of the run: from capture to suggestion in it, and what the process held at its end, after a collection.</summary>
/// <param name="Frames">Frames processed by then, the warm-up's not counted.</param>
/// <param name="CaptureToSuggestionMs">Of this tenth.</param>
/// <param name="ManagedMb">Live managed memory.</param>
/// <param name="NativeMb">Resident memory less what the managed heap has committed.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads of the process.</param>
internal sealed record SoakSection(long Frames, LatencySummary CaptureToSuggestionMs, double ManagedMb, double NativeMb, int Handles, int Threads);

/// <summary>The last tenth beside the first.</summary>
/// <param name="Managed">Managed memory, share more.</param>
/// <param name="Native">Native memory, share more.</param>
/// <param name="Handles">Handles more.</param>
/// <param name="P999">99.9th percentile from capture to suggestion, share more.</param>
internal sealed record SoakGrowth(double Managed, double Native, int Handles, double P999)
{
    /// <summary>The growth over a run.</summary>
    public static SoakGrowth Of(IReadOnlyList<SoakSection> sections)
    {
        var (first, last) = (sections[0], sections[^1]);
        return new(
            (last.ManagedMb / first.ManagedMb) - 1,
            (last.NativeMb / first.NativeMb) - 1,
            last.Handles - first.Handles,
            (last.CaptureToSuggestionMs.P999 / first.CaptureToSuggestionMs.P999) - 1);
    }
}
