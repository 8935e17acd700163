namespace SurgicalAI.Vision.Sources;

/// <summary>Waits between attempts to come back: 0, then 0.25 s doubling to 2 s.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);
    private TimeSpan _next;

    /// <summary>Waits before the next attempt.</summary>
    /// <returns>False when cancelled.</returns>
    public bool Wait(CancellationToken cancellation)
    {
        var wait = _next;
        _next = wait == TimeSpan.Zero ? _first : wait * 2 < _longest ? wait * 2 : _longest;
        return wait == TimeSpan.Zero ? !cancellation.IsCancellationRequested : !cancellation.WaitHandle.WaitOne(wait);
    }

    /// <summary>The peer is back.</summary>
    public void Reset() => _next = TimeSpan.Zero;
}
