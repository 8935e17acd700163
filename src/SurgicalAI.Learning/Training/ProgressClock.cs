using System.Diagnostics;

namespace SurgicalAI.Learning.Training;

/// <summary>Reports one phase with its remaining time, at most about once a second.</summary>
internal sealed class ProgressClock(string phase, long steps, IProgress<TrainingProgress>? sink, long done = 0)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _reported;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Reports when the last report is a second old, or always when forced; the note is made only then.</summary>
    public void Report(long step, Func<string> note, bool force = false)
    {
        if (sink is null || (!force && _reported != 0 && Stopwatch.GetElapsedTime(_reported) < TimeSpan.FromSeconds(1)))
        {
            return;
        }

        _reported = Stopwatch.GetTimestamp();
        var remaining = step > done ? Elapsed * ((double)(steps - step) / (step - done)) : TimeSpan.Zero;
        sink.Report(new(phase, step, steps, remaining, note()));
    }
}
