using System.CommandLine;
using SurgicalAI.App.Benchmarks.Fuzz;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench fuzz-broker</c>: hostile peers at the embedded broker, a simulated robot behind it.</summary>
internal static class BenchFuzzBrokerVerb
{
    private static readonly Option<double> Minutes = CommonOptions.NotNegative("--minutes", 10, "Length, minutes.");
    private static readonly Option<int> Peers = CommonOptions.Count("--peers", 8, "Peers at the same time.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("fuzz-broker", "Attacks the embedded broker with a simulated robot behind it: no motion, no crash, bounded memory. Example: bench fuzz-broker --minutes 10 --json fuzz.json")
        {
            Minutes, Peers, Seed, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var fuzz = new BrokerFuzz(parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(Peers));
        var report = await fuzz.RunAsync(TimeSpan.FromMinutes(parsed.GetRequiredValue(Minutes)), cancellation).ConfigureAwait(false);
        Print(report);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return report is { AliveAtEnd: true, MotionRad: 0 } ? 0 : CommandLine.Failed;
    }

    private static void Print(FuzzBrokerReport r)
    {
        Console.WriteLine($"{r.Seconds:F0} s, {r.Peers} peers: {string.Join(", ", r.Visits.Select(v => $"{v.Key} {v.Value}"))}");
        Console.WriteLine($"motion {r.MotionRad} rad or m, robot's connection lost {r.RobotConnectionsLost} times, {(r.AliveAtEnd ? "alive" : "DEAD")} at the end, {r.UnobservedExceptions} unobserved exceptions");
        Console.WriteLine($"a stop reached the robot in p50 {r.SignOfLifeMs.P50:F1} ms, p99 {r.SignOfLifeMs.P99:F0} ms, at most {r.SignOfLifeMs.Max:F0} ms ({r.SignOfLifeMs.Count} times)");
        Console.WriteLine($"managed memory {r.MemoryMb.ManagedStart:F0} MB, at most {r.MemoryMb.ManagedMax:F0}, at the end {r.MemoryMb.ManagedEnd:F0}; resident {r.MemoryMb.ResidentStart:F0}, {r.MemoryMb.ResidentMax:F0}, {r.MemoryMb.ResidentEnd:F0}");
        Console.WriteLine($"{r.Faults} faults of clients, {r.LinesLogged} lines; for example: {(r.LinesSample.Count > 0 ? r.LinesSample[0] : "none")}");
    }
}
