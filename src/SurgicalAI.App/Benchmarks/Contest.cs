using System.Diagnostics;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Verbs;

namespace SurgicalAI.App.Benchmarks;

/// <summary>Something whose speed is measured.</summary>
/// <param name="Name">Name for the progress line.</param>
/// <param name="Run">Does a number of steps.</param>
internal sealed record Contender(string Name, Action<int> Run);

/// <summary>How fast a contender was.</summary>
/// <param name="PerSecond">Median over the rounds, steps a second.</param>
/// <param name="Slowest">Slowest round.</param>
/// <param name="Fastest">Fastest round.</param>
internal sealed record Pace(double PerSecond, double Slowest, double Fastest);

/// <summary>
/// Measures contenders in turn, round after round, so that a machine that grows slow for a while is slow for all of them; what counts
/// is the median of the rounds.
/// </summary>
/// <param name="rounds">Number of rounds, at least 1.</param>
/// <param name="runSeconds">About how long one run takes, seconds.</param>
internal sealed class Contest(int rounds, double runSeconds)
{
    private const double WarmUpRuns = 3;
    private const double ShortestShare = 0.25;

    /// <summary>Measures.</summary>
    /// <returns>Paces in the order of the contenders.</returns>
    public IReadOnlyList<Pace> Measure(IReadOnlyList<Contender> contenders, CancellationToken cancellation)
    {
        var progress = new Progress("bench", contenders.Count * (rounds + 1));
        var steps = contenders.Select(contender => Calibrate(contender, progress, cancellation)).ToArray();
        var rates = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                rates[i].Add(steps[i] / Time(contenders[i], steps[i]));
                progress.Step($"{contenders[i].Name} {rates[i][^1]:F0}/s");
            }
        }

        return [.. rates.Select(r => new Pace(Median.Of(r) ?? 0, r.Min(), r.Max()))];
    }

    // Doubles the number of steps until they take a fair part of a run, then runs on until the code is compiled at its best.
    private int Calibrate(Contender contender, Progress progress, CancellationToken cancellation)
    {
        var (steps, spent) = (1, 0.0);
        for (var seconds = Time(contender, steps); ; seconds = Time(contender, steps))
        {
            cancellation.ThrowIfCancellationRequested();
            spent += seconds;
            if (spent >= WarmUpRuns * runSeconds && seconds >= ShortestShare * runSeconds)
            {
                progress.Step(contender.Name);
                return Math.Max(1, (int)(steps * runSeconds / seconds));
            }

            steps = seconds < ShortestShare * runSeconds ? 2 * steps : steps;
        }
    }

    private static double Time(Contender contender, int steps)
    {
        var start = Stopwatch.GetTimestamp();
        contender.Run(steps);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
