using System.CommandLine;
using SurgicalAI.App.Benchmarks;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench gate</c>: that no command gets past the safety gate's limits, and how long one check takes.</summary>
internal static class BenchGateVerb
{
    private static readonly Option<int> Commands = CommonOptions.Count("--commands", 10_000_000, "Commands, in sequences of 1,000, each with limits and surroundings of its own.");
    private static readonly Option<int> Workers = CommonOptions.Count("--workers", 1, "Threads; more of them than free cores spoil the times.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("gate", "Sends random and adversarial commands through the safety gate and judges every output. Example: bench gate --json gate.json")
        {
            Commands, Workers, Seed, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var report = GateBench.Run(parsed.GetRequiredValue(Commands), parsed.GetRequiredValue(Workers), parsed.GetRequiredValue(Seed), cancellation);
        Print(report);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return Task.FromResult(report.ViolationsTotal == 0 ? 0 : 1);
    }

    private static void Print(BenchGateReport r)
    {
        Console.WriteLine($"{r.Commands} commands in {r.Sequences} sequences: {r.ViolationsTotal} outputs past a limit");
        foreach (var (limit, count) in r.Violations.Where(v => v.Value > 0))
        {
            Console.WriteLine($"  {limit}: {count}");
        }

        Console.WriteLine($"cleared {r.Gate.Cleared}, clamped {r.Gate.Clamped}, refused {r.Gate.Refused}");
        Console.WriteLine($"one check: p50 {r.CheckUs.P50} us, p99 {r.CheckUs.P99} us, p99.9 {r.CheckUs.P999} us, max {r.CheckUs.Max} us; {r.BytesPerCheck:F6} bytes");
    }
}
