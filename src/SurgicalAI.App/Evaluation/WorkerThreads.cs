using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SurgicalAI.App.Evaluation;

/// <summary>Work shared out over threads. Threads, not tasks: a worker keeps its world, and a GL context, from first to last.</summary>
internal static class WorkerThreads
{
    /// <summary>Does the numbers 0 to count - 1, each once, in any order; the first failure is thrown again here.</summary>
    /// <typeparam name="T">What a worker keeps.</typeparam>
    /// <param name="workers">Number of threads, at least 1.</param>
    /// <param name="count">Number of pieces.</param>
    /// <param name="open">Makes what a worker keeps, on its thread.</param>
    /// <param name="work">Does a piece.</param>
    public static void Run<T>(int workers, int count, Func<T> open, Action<T, int> work)
    {
        var next = -1;
        var failures = new ConcurrentQueue<ExceptionDispatchInfo>();
        var threads = new Thread[Math.Min(workers, count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() => Guard(Loop, failures)) { Name = $"worker {i}", IsBackground = true };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (failures.TryDequeue(out var first))
        {
            first.Throw();
        }

        void Loop()
        {
            var kept = open();
            using var close = kept as IDisposable;
            for (var i = Interlocked.Increment(ref next); i < count && failures.IsEmpty; i = Interlocked.Increment(ref next))
            {
                work(kept, i);
            }
        }
    }

    private static void Guard(Action work, ConcurrentQueue<ExceptionDispatchInfo> failures)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // Every kind of failure has to reach the caller's thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            failures.Enqueue(ExceptionDispatchInfo.Capture(failure));
        }
    }
}
