using System.Reactive.Linq;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>The operator <c>Advise</c>.</summary>
internal static class AdviseOperator
{
    /// <summary>Asks the adviser about each frame.</summary>
    public static IObservable<Stamped<AdvisedFrame>> Advise(this IObservable<Stamped<JoinedFrame>> source, Adviser adviser) =>
        source.Select(frame => frame.With(Run(adviser, frame)));

    private static AdvisedFrame Run(Adviser adviser, Stamped<JoinedFrame> frame)
    {
        try
        {
            return new(frame.Value.Frame, frame.Value.Tool, adviser.Advise(frame));
        }
        catch
        {
            frame.Value.Dispose();
            throw;
        }
    }
}
