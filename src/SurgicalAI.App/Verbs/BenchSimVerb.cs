using System.CommandLine;
using SurgicalAI.App.Benchmarks;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench sim</c>: how fast the simulator is, beside what it is measured against.</summary>
internal static class BenchSimVerb
{
    private static readonly Option<int> Rounds = CommonOptions.Count("--rounds", 7, "Rounds; the median of them counts.");
    private static readonly Option<double> RunSeconds = CommonOptions.Seconds("--run-seconds", 0.5, "About how long one run of one contender takes.");
    private static readonly Option<int> Workers = CommonOptions.Count("--workers", Environment.ProcessorCount, "Threads for the tasks.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<FileInfo?> Plot = CommonOptions.Output("--plot", "Write cost against size to this SVG file.");

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("sim", "Measures the simulator: each task, rigid bodies beside MuJoCo, soft tissue, pictures. Example: bench sim --json sim.json --plot sim.svg")
        {
            Rounds, RunSeconds, Workers, Seed, Json, Plot,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var bench = new SimBench(parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(Workers));
        var report = bench.Run(parsed.GetRequiredValue(Rounds), Math.Max(0.01, parsed.GetRequiredValue(RunSeconds)), cancellation);
        Print(report);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        if (parsed.GetValue(Plot) is { } plot)
        {
            SimBenchPlot.Of(report).Write(plot);
        }

        return Task.FromResult(0);
    }

    private static void Print(BenchSimReport r)
    {
        foreach (var t in r.Tasks)
        {
            Console.WriteLine($"{t.Task,-20} {t.ControlStepsPerSecond,10:F0} control steps/s  ({t.TimesRealTime:F0} x real time)");
        }

        Console.WriteLine($"{"rigid scene",-20} {r.Rigid.OursStepsPerSecond,10:F0} steps/s  {r.Rigid.Note}");
        foreach (var t in r.Tissue)
        {
            Console.WriteLine($"{$"{t.Tetrahedra} tetrahedra",-20} {t.StepsPerSecond,10:F0} steps/s  ({t.TimesRealTime:F1} x real time)");
        }

        if (r.Render is { } p)
        {
            Console.WriteLine($"{$"stereo {p.WidthPx}x{p.HeightPx}",-20} {p.FramesPerSecond,10:F1} frames/s  (floor {p.FloorFramesPerSecond:F1}) on {p.Device}");
        }
    }
}
