using SurgicalAI.App.Simulation;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Evaluation;

/// <summary>Plays many episodes with some workers; the result does not depend on how many.</summary>
internal static class EpisodeBatch
{
    /// <summary>Plays episodes 0 to count - 1.</summary>
    /// <param name="options">Simulator; each worker has its own.</param>
    /// <param name="makeActor">Makes an actor for a worker; disposed at the end.</param>
    /// <param name="seed">Seed from which the episodes' seeds are derived.</param>
    /// <param name="count">Number of episodes.</param>
    /// <param name="workers">Number of threads.</param>
    /// <param name="progress">Told after each episode.</param>
    /// <param name="cancellation">Ends the batch.</param>
    /// <returns>Results in the order of the episodes.</returns>
    public static EpisodeResult[] Play(
        SimOptions options, Func<IActor> makeActor, ulong seed, int count, int workers, Progress progress, CancellationToken cancellation)
    {
        var results = new EpisodeResult[count];
        WorkerThreads.Run(workers, count, () => new Stage(options, makeActor()), (stage, episode) =>
        {
            results[episode] = stage.Episode.Play(SimSeeds.Episode(seed, episode), stage.Actor, cancellation);
            progress.Step();
        });
        return results;
    }

    private sealed class Stage(SimOptions options, IActor actor) : IDisposable
    {
        public IActor Actor => actor;

        public LockstepEpisode Episode { get; } = new(new SimWorld(options), world => SimController.Make(world, ControlMode.Autonomous));

        public void Dispose() => actor.Dispose();
    }
}
