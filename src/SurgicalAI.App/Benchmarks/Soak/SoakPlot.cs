using SurgicalAI.App.Plots;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Benchmarks.Soak;

/// <summary>What the process holds and how late it is, over the frames; each beside its value in the first tenth.</summary>
internal static class SoakPlot
{
    private const double Full = 2;

    /// <summary>The plot as SVG.</summary>
    public static string Of(BenchSoakReport report)
    {
        var first = report.Sections[0];
        UnitLine Line(int colour, string name, Func<SoakSection, double> value) => new(
            name, UnitPlot.Colours[colour], [.. report.Sections.Select(s => ((double)s.Frames, Math.Min(1, value(s) / value(first) / Full)))]);
        return new UnitPlot(
            $"{report.Frames} frames of the demo",
            "frames",
            "half of the value, first tenth = 0.5",
            report.Frames,
            [
                Line(0, "managed memory", s => s.ManagedMb),
                Line(1, "native memory", s => s.NativeMb),
                Line(2, "handles", s => s.Handles),
                Line(3, "p50", s => s.CaptureToSuggestionMs.P50),
                Line(4, "p99.9", s => s.CaptureToSuggestionMs.P999),
            ]).Draw();
    }
}
