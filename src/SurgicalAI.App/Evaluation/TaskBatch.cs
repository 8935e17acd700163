using SurgicalAI.App.Verbs;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>Plays episodes of a task in process, without controller and pictures; the result does not depend on the number of workers.</summary>
internal static class TaskBatch
{
    /// <summary>Plays the episodes.</summary>
    /// <param name="options">Simulator; each worker has its own.</param>
    /// <param name="driver">Makes who drives.</param>
    /// <param name="range">Which episodes.</param>
    /// <param name="progress">Told after each episode.</param>
    /// <param name="cancellation">Ends the batch.</param>
    /// <returns>Results in the order of the episodes.</returns>
    public static DrivenEpisode[] Play(
        SimOptions options, Func<SurgicalTask, TaskExpert> driver, EpisodeRange range, Progress progress, CancellationToken cancellation)
    {
        var results = new DrivenEpisode[range.Episodes];
        WorkerThreads.Run(range.Workers, range.Episodes, () => Open(options, driver), (stage, episode) =>
        {
            results[episode] = stage.Play(range.SeedOf(episode), cancellation);
            progress.Step();
        });
        return results;
    }

    private static TaskDriver Open(SimOptions options, Func<SurgicalTask, TaskExpert> driver)
    {
        var world = new SimWorld(options);
        return new TaskDriver(world, driver(world.Task));
    }
}
