using System.CommandLine;
using SurgicalAI.App.Benchmarks.Soak;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench soak</c>: memory, handles and latency of the demo over very many frames.</summary>
internal static class BenchSoakVerb
{
    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 100_000, "Frames to process, after 600 that count for nothing.");
    private static readonly Option<int> Rate = CommonOptions.Count("--rate", 60, "Pictures a second that the simulated camera tries for; those that the engine cannot take are dropped.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<FileInfo?> Plot = CommonOptions.Output("--plot", "Write memory and latency over the frames to this SVG file.");
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("soak", "Runs the demo for 100,000 frames as fast as it can and compares its last tenth with its first. Example: bench soak --json soak.json --plot soak.svg")
        {
            Frames, Rate, Seed, Json, Plot, Device, Size,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var report = await new SoakBench(Settings(parsed), parsed.GetRequiredValue(Frames)).RunAsync(cancellation).ConfigureAwait(false);
        var g = report.Growth;
        Console.WriteLine($"{report.Frames} frames in {report.Seconds:F0} s, last tenth beside the first: managed {g.Managed:+0.0%;-0.0%}, native {g.Native:+0.0%;-0.0%}, handles {g.Handles:+0;-0;0}, p99.9 {g.P999:+0.0%;-0.0%}");
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        if (parsed.GetValue(Plot) is { } plot)
        {
            AtomicFile.Write(plot.FullName, SoakPlot.Of(report));
        }

        return 0;
    }

    private static RunSettings Settings(ParseResult parsed) => new()
    {
        Source = "sim:needle-reach",
        Sim = SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "mild") with { RateHz = parsed.GetRequiredValue(Rate) },
        BrokerPort = 0,
        Mode = ControlMode.Autonomous,
        Device = parsed.GetRequiredValue(Device),
        Seed = parsed.GetRequiredValue(Seed),
    };
}
