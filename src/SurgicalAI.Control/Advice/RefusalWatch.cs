using SurgicalAI.Core;

namespace SurgicalAI.Control.Advice;

/// <summary>
/// Says when the gate has refused advice too long or too often under one press of accept: then the hand must let go first
/// (docs/adr/0018). What the gate could change to something safe is no refusal.
/// </summary>
internal sealed class RefusalWatch
{
    /// <summary>Longest run of refusals that one press outlives, nanoseconds.</summary>
    public const long LongestNs = 50 * Si.MsNs;

    /// <summary>Runs of refusals after which the press is over.</summary>
    public const int Most = 3;

    // Refusals farther apart than this belong to two runs.
    private const long GapNs = 10 * Si.MsNs;

    private long _startNs;
    private long _lastNs;
    private int _runs;

    /// <summary>Accept was let go: what comes is counted anew.</summary>
    public void Reset() => (_runs, _lastNs) = (0, 0);

    /// <summary>Takes down a refusal.</summary>
    /// <returns>True when it is too much.</returns>
    public bool Take(long nowNs)
    {
        if (_runs == 0 || nowNs - _lastNs > GapNs)
        {
            (_startNs, _runs) = (nowNs, _runs + 1);
        }

        _lastNs = nowNs;
        return _runs >= Most || nowNs - _startNs >= LongestNs;
    }
}
