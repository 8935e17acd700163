namespace SurgicalAI.Control.Command;

/// <summary>
/// Watches the time that the controller is told. Every expiry hangs on it: a clock set back would stretch them all, and a loop that
/// stood still would act on what it knew before. Hot path.
/// </summary>
internal sealed class TimeKeeper(long gapNs)
{
    /// <summary>A clock that is steered may step back this far without harm, nanoseconds.</summary>
    private const long SteeringNs = 1_000_000;
    private long _lastNs;

    /// <summary>Newest time.</summary>
    public long NowNs => _lastNs;

    /// <summary>Takes the time.</summary>
    /// <returns>True when it jumped: back, or ahead by more than the gap.</returns>
    public bool Take(long nowNs)
    {
        var jumped = _lastNs != 0 && (nowNs < _lastNs - SteeringNs || nowNs - _lastNs > gapNs);
        _lastNs = jumped ? nowNs : Math.Max(nowNs, _lastNs);
        return jumped;
    }
}
