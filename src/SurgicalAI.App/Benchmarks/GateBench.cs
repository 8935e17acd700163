using System.Text.Json;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Control.Safety;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim.Checks.Gates;

namespace SurgicalAI.App.Benchmarks;

/// <summary>Random and adversarial commands through the safety gate, judged by an oracle of their own, and the time of one check.</summary>
internal static class GateBench
{
    /// <summary>Commands of a sequence.</summary>
    public const int CommandsPerSequence = 1000;

    // Enough for the compiler to have done its work before times count.
    private const int WarmUpSequences = 30;

    /// <summary>Plays the sequences.</summary>
    /// <param name="commands">Commands, rounded up to whole sequences.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="seed">Seed from which the sequences' seeds are derived.</param>
    /// <param name="cancellation">Ends it by an exception.</param>
    public static BenchGateReport Run(long commands, int workers, ulong seed, CancellationToken cancellation)
    {
        for (var i = 0UL; i < WarmUpSequences; i++)
        {
            GateTrial.Play(i, CommandsPerSequence, new GateScore());
        }

        var sequences = (int)((commands + CommandsPerSequence - 1) / CommandsPerSequence);
        var total = new GateScore();
        var progress = new Progress("gate", sequences);
        WorkerThreads.Run(workers, sequences, () => new Kept(total), (kept, i) =>
        {
            cancellation.ThrowIfCancellationRequested();
            GateTrial.Play((seed << 32) + (ulong)i, CommandsPerSequence, kept.Score);
            progress.Step();
        });
        return Report(total, workers, seed);
    }

    private static BenchGateReport Report(GateScore s, int workers, ulong seed)
    {
        var violations = Enum.GetValues<GateLimit>().ToDictionary(l => Key(l.ToString()), s.Violations);
        var rules = Enum.GetValues<GateRule>().Where(r => r != GateRule.None)
            .Select(r => new GateRuleCount(Key(r.ToString()), s.Tally.Clamped(r), s.Tally.Refused(r))).ToList();
        var counts = s.Tally.Counts;
        return new(
            s.Sequences,
            s.Commands,
            CommandsPerSequence,
            violations.Values.Sum(),
            violations,
            new(counts.Cleared, counts.Clamped, counts.Refused),
            rules,
            new(Us(s, 0.5), Us(s, 0.95), Us(s, 0.99), Us(s, 0.999), Math.Round(s.MaxUs, 2)),
            s.AllocatedBytes,
            (double)s.AllocatedBytes / s.Commands,
            workers,
            seed,
            BuildInfo.Commit,
            MachineInfo.Describe());
    }

    private static string Key(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static double Us(GateScore s, double fraction) => Math.Round(s.PercentileUs(fraction), 2);

    private sealed class Kept(GateScore total) : IDisposable
    {
        public GateScore Score { get; } = new();

        public void Dispose()
        {
            lock (total)
            {
                total.Add(Score);
            }
        }
    }
}
