using System.Diagnostics;

namespace SurgicalAI.App.Verbs;

/// <summary>Progress of long work: one line that renews itself on a terminal, a plain line every ten seconds elsewhere.</summary>
internal sealed class Progress(string what, int total)
{
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(10);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private long _shown;
    private int _done;

    /// <summary>Counts one more done and shows it.</summary>
    public void Step(string note = "")
    {
        lock (_lock)
        {
            _done++;
            var live = !Console.IsErrorRedirected;
            if (!live && _done < total && Stopwatch.GetElapsedTime(_shown) < PlainEvery)
            {
                return;
            }

            _shown = Stopwatch.GetTimestamp();
            var elapsed = Stopwatch.GetElapsedTime(_start);
            var left = elapsed / _done * (total - _done);
            var line = $"{what}: {_done}/{total}  {elapsed:mm\\:ss} elapsed, {left:mm\\:ss} left  {note}";
            Console.Error.Write(live ? $"\r{line}\u001b[K{(_done == total ? "\n" : "")}" : line + "\n");
        }
    }
}
