using System.Diagnostics;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>Plays watched episodes over one or more tasks in turn; the results do not depend on the number of workers.</summary>
/// <param name="Results">Episodes in their order.</param>
/// <param name="Seconds">Time it took.</param>
internal sealed record GuardedBatch(IReadOnlyList<GuardedResult> Results, double Seconds)
{
    /// <summary>Control steps played.</summary>
    public long ControlSteps => Results.Sum(r => r.Steps);

    /// <summary>Control steps a second, over all workers.</summary>
    public double ControlStepsPerSecond => ControlSteps / Seconds;

    /// <summary>One hash over the last states.</summary>
    public string StateHash => StateHashes.Join(Results.Select(r => r.StateHash));

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<SimFault> Faults =>
        [.. Results.Where(r => r.Fault is not null).Select(r => new SimFault(r.Task, r.Seed, Math.Round(r.Steps * SimWorld.StepS, 3), r.Fault!))];

    /// <summary>Plays.</summary>
    /// <param name="tasks">Simulators; episode k plays the one of number k modulo their number.</param>
    /// <param name="driver">Makes who drives.</param>
    /// <param name="range">Which episodes.</param>
    /// <param name="longestS">Longest simulated time of an episode, seconds.</param>
    /// <param name="progress">Told after each episode.</param>
    /// <param name="cancellation">Ends the batch.</param>
    public static GuardedBatch Play(
        IReadOnlyList<SimOptions> tasks, Func<SurgicalTask, TaskExpert> driver, EpisodeRange range, double longestS, Progress progress, CancellationToken cancellation)
    {
        var results = new GuardedResult[range.Episodes];
        var start = Stopwatch.GetTimestamp();
        WorkerThreads.Run(range.Workers, range.Episodes, () => new GuardedEpisode?[tasks.Count], (stages, episode) =>
        {
            var task = episode % tasks.Count;
            var stage = stages[task] ??= new GuardedEpisode(tasks[task], driver);
            results[episode] = stage.Play(range.SeedOf(episode), longestS, cancellation);
            progress.Step(results[episode].Fault is { } fault ? $"{results[episode].Task} seed {results[episode].Seed}: {fault}" : "");
        });
        return new(results, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
