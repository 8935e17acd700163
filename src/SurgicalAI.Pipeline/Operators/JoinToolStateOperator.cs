using System.Reactive.Linq;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Arms;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>The operator <c>JoinToolState</c>.</summary>
public static class JoinToolStateOperator
{
    /// <summary>Adds the arm's measured state at each frame's capture.</summary>
    /// <param name="source">Frames; taken over.</param>
    /// <param name="history">What the arm said lately.</param>
    /// <param name="windowNs">Greatest distance in time between capture and measurement, nanoseconds.</param>
    public static IObservable<Stamped<JoinedFrame>> JoinToolState(
        this IObservable<Stamped<SegmentedFrame>> source, ToolHistory history, long windowNs)
    {
        ArgumentNullException.ThrowIfNull(history);
        return source.Select(frame => frame.With(new JoinedFrame(frame.Value, history.At(frame.OriginNs, windowNs))));
    }
}
