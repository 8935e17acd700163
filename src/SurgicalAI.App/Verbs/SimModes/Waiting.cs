namespace SurgicalAI.App.Verbs.SimModes;

/// <summary>The main thread of a mode whose work is done on others.</summary>
internal static class Waiting
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until something is over, the time is up, or Ctrl-C.</summary>
    /// <param name="isOver">Looked at ten times a second.</param>
    /// <param name="seconds">Longest wait; 0 for no end.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static async Task UntilAsync(Func<bool> isOver, double seconds, CancellationToken cancellation)
    {
        var end = seconds > 0 ? DateTime.UtcNow.AddSeconds(seconds) : DateTime.MaxValue;
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (!isOver() && DateTime.UtcNow < end && await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is the ordinary end.
        }
    }
}
