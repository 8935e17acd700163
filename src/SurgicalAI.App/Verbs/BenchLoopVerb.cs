using System.CommandLine;
using SurgicalAI.App.Benchmarks;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench loop</c>: period and jitter of the control loop with the whole engine beside it.</summary>
internal static class BenchLoopVerb
{
    private static readonly Option<double> Seconds = CommonOptions.Seconds(30, "Length of the run at each rate.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("loop", "Measures the control loop's period at 500 and 1000 Hz while the demo runs. Example: bench loop --seconds 60 --json loop.json")
        {
            Seconds, Seed, Json, Device, Size,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var report = await new LoopBench(Settings(parsed)).RunAsync(cancellation).ConfigureAwait(false);
        foreach (var l in report.Loops)
        {
            var p = l.PeriodMs;
            Console.WriteLine($"{l.RateHz,5:F0} Hz  p50 {p.P50:F2}  p99 {p.P99:F2}  p99.9 {p.P999:F2}  max {p.Max:F2} ms  missed {l.MissedTicks} of {l.Ticks + l.MissedTicks}  {l.Scheduling}");
        }

        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return 0;
    }

    private static RunSettings Settings(ParseResult parsed) => new()
    {
        Source = "sim:needle-reach",
        Sim = SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "mild"),
        BrokerPort = 0,
        Mode = ControlMode.Autonomous,
        Device = parsed.GetRequiredValue(Device),
        Seconds = Math.Max(1, parsed.GetRequiredValue(Seconds)),
        Seed = parsed.GetRequiredValue(Seed),
    };
}
