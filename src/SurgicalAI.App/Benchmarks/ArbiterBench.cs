using System.Diagnostics;
using SurgicalAI.App.Reports;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim.Fuzz;

namespace SurgicalAI.App.Benchmarks;

/// <summary>Runs random and adversarial command sequences through arbiter and gate on several threads and adds up what they found.</summary>
internal sealed class ArbiterBench(ulong seed, int workers)
{
    private const long Block = 20_000;

    /// <summary>Runs the sequences.</summary>
    /// <param name="sequences">How many.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellation">Ends it early.</param>
    public BenchArbiterReport Run(long sequences, Action<long> progress, CancellationToken cancellation)
    {
        var (clock, gate, done, next) = (Stopwatch.StartNew(), new Lock(), new FuzzResult(0, 0, 0, 0, ""), 0L);
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, _ =>
        {
            var fuzz = new CommandFuzz(seed);
            for (var first = Interlocked.Add(ref next, Block) - Block; first < sequences; first = Interlocked.Add(ref next, Block) - Block)
            {
                var part = fuzz.Run(first, Math.Min(Block, sequences - first), cancellation);
                lock (gate)
                {
                    done = Sum(done, part);
                    progress(done.Sequences);
                    if (done.Wrong.Length > 0)
                    {
                        return;
                    }
                }
            }
        });
        return new(done.Sequences, done.Ticks, done.MovedTicks, done.Refused, done.Wrong, clock.Elapsed.TotalSeconds, workers, seed, BuildInfo.Commit, MachineInfo.Describe());
    }

    private static FuzzResult Sum(FuzzResult a, FuzzResult b) => new(
        a.Sequences + b.Sequences, a.Ticks + b.Ticks, a.MovedTicks + b.MovedTicks, a.Refused + b.Refused, a.Wrong.Length > 0 ? a.Wrong : b.Wrong);
}
