using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Edges;

/// <summary>The operator <c>Latest</c>: hand-over to another thread that keeps the newest item only.</summary>
public static class LatestEdge
{
    /// <summary>
    /// Hands items over to a thread of their own. A newer item takes the place of one that still waits, which is disposed.
    /// The last item before the end is delivered.
    /// </summary>
    /// <param name="source">Items; the edge takes them over, and its receiver takes over what comes out.</param>
    /// <param name="counts">Its name and figures.</param>
    /// <param name="time">Clock for waiting times.</param>
    public static IObservable<Stamped<T>> Latest<T>(this IObservable<Stamped<T>> source, EdgeCounts counts, TimeProvider time)
        where T : IDisposable => EdgeThread<T>.Connect(source, counts, 1, time);
}
