using System.Runtime;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Reports;
using SurgicalAI.Control;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.App.Benchmarks;

/// <summary>Measures the control loop's periods at several rates, each while the whole demo runs headless beside it.</summary>
internal sealed class LoopBench(RunSettings settings)
{
    /// <summary>Rates measured, ticks per second: the simulator's own and a real arm's.</summary>
    public static IReadOnlyList<int> RatesHz { get; } = [500, 1000];

    /// <summary>Runs the demo once for each rate.</summary>
    public async Task<BenchLoopReport> RunAsync(CancellationToken cancellation)
    {
        var loops = new List<LoopFigures>();
        foreach (var rateHz in RatesHz)
        {
            var run = settings with { ControlPace = new(rateHz, RealTime: true), AtEnd = parts => loops.Add(Figures(rateHz, parts.Link.Sim!.Loop)) };
            await new EngineRun(run, TimeProvider.System).ExecuteAsync(cancellation).ConfigureAwait(false);
        }

        var gc = $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {GCSettings.LatencyMode}";
        return new(loops, settings.Seconds, gc, settings.Seed, BuildInfo.Commit, MachineInfo.Describe());
    }

    private static LoopFigures Figures(int rateHz, ControlLoop loop) => new(
        rateHz,
        loop.Scheduling,
        new(loop.Periods.PercentileMs(0.5), loop.Periods.PercentileMs(0.99), loop.Periods.PercentileMs(0.999), loop.Periods.MaxMs),
        loop.Periods.Count,
        loop.Skipped);
}
