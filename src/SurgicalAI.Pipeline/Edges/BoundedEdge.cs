using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Edges;

/// <summary>The operator <c>Bounded</c>: hand-over to another thread through a short queue.</summary>
public static class BoundedEdge
{
    /// <summary>
    /// Hands items over to a thread of their own through a queue. When it is full the sender waits
    /// (<see cref="EdgePolicy.Wait"/>) or the oldest is disposed (<see cref="EdgePolicy.DropOldest"/>), as the counts say.
    /// </summary>
    /// <param name="source">Items; the edge takes them over, and its receiver takes over what comes out.</param>
    /// <param name="capacity">Length of the queue.</param>
    /// <param name="counts">Its name, policy and figures.</param>
    /// <param name="time">Clock for waiting times.</param>
    public static IObservable<Stamped<T>> Bounded<T>(
        this IObservable<Stamped<T>> source, int capacity, EdgeCounts counts, TimeProvider time)
        where T : IDisposable
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        return EdgeThread<T>.Connect(source, counts, capacity, time);
    }
}
