using System.CommandLine;
using SurgicalAI.App.Benchmarks;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench arbiter</c>: random and adversarial command sequences through arbiter, states and gate.</summary>
internal static class BenchArbiterVerb
{
    private static readonly Option<int> Sequences = CommonOptions.Count("--sequences", 10_000_000, "Sequences of eight commands and ticks each.");
    private static readonly Option<int> Workers = CommonOptions.Count("--workers", Environment.ProcessorCount, "Threads.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("arbiter", "Attacks the arm's controller with random commands and looks for motion that must not be. Example: bench arbiter --sequences 1000000 --json arbiter.json")
        {
            Sequences, Workers, Seed, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var wanted = parsed.GetRequiredValue(Sequences);
        var bench = new ArbiterBench(parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(Workers));
        var report = bench.Run(wanted, done => Say(done, wanted), cancellation);
        Console.WriteLine($"sequences {report.Sequences}, ticks {report.Ticks}, moved in {report.MovedTicks}, messages refused {report.Refused}, {report.Seconds:F0} s");
        Console.WriteLine(report.Wrong.Length == 0 ? "nothing moved that must not" : $"WRONG {report.Wrong}");
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return Task.FromResult(report.Wrong.Length == 0 ? 0 : CommandLine.Failed);
    }

    private static void Say(long done, long wanted)
    {
        if (done % 1_000_000 == 0)
        {
            Console.Error.WriteLine($"{done} of {wanted}");
        }
    }
}
