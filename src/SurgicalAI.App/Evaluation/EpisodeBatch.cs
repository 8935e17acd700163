using System.Collections.Concurrent;
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
        var next = new ConcurrentQueue<int>(Enumerable.Range(0, count));
        RunOnThreads(Math.Min(workers, count), () =>
        {
            using var actor = makeActor();
            var stage = new LockstepEpisode(new SimWorld(options), world => SimController.Make(world, ControlMode.Autonomous));
            while (next.TryDequeue(out var episode))
            {
                results[episode] = stage.Play(SimSeeds.Episode(seed, episode), actor, cancellation);
                progress.Step();
            }
        });
        return results;
    }

    // Threads, not tasks: a worker keeps its GL context from the first episode to the last.
    private static void RunOnThreads(int count, Action work)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            threads[i] = new Thread(() => Guard(work, failures)) { Name = $"episodes {i}", IsBackground = true };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (failures.TryDequeue(out var first))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    // The first failure is thrown again where the batch was asked for.
    private static void Guard(Action work, ConcurrentQueue<Exception> failures)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // Every kind of failure has to reach the caller's thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            failures.Enqueue(failure);
        }
    }
}
