using SurgicalAI.App.Plots;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Benchmarks;

/// <summary>Cost of soft tissue against its size.</summary>
internal static class SimBenchPlot
{
    private const double MicrosecondsPerS = 1e6;

    /// <summary>The plot of a report.</summary>
    public static LogPlot Of(BenchSimReport report)
    {
        var points = report.Tissue.Select(t => new PlotPoint(t.Tetrahedra, MicrosecondsPerS / t.StepsPerSecond, $"{t.StepsPerSecond:F0}/s")).ToArray();
        return new LogPlot(
            "Soft tissue: cost of a step of 1 ms",
            "tetrahedra",
            "microseconds a step, one thread",
            [new("soft tissue", "#1f6f9f", points)],
            [new("real time at 1 kHz", 1000)]);
    }
}
