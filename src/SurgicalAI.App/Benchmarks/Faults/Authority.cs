using SurgicalAI.Core;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>
/// Until when the arm may move, from what was said on the wire: as long as the newest fresh advice lives and the operator's last Hold
/// counts. Kept apart from the arbiter, which decides the same for the arm. Thread-safe.
/// </summary>
internal sealed class Authority
{
    // How long a Hold counts (docs/surgeon.md).
    private const long HoldNs = 200 * Si.MsNs;

    private long _adviceStampNs;
    private long _adviceUntilNs;
    private long _holdUntilNs;

    /// <summary>Unix time at which the right to move ends, nanoseconds.</summary>
    public long UntilNs => Math.Min(Volatile.Read(ref _adviceUntilNs), Volatile.Read(ref _holdUntilNs));

    /// <summary>Advice was heard.</summary>
    public void Hear(SuggestionMessage advice, long nowNs)
    {
        var stampNs = advice.Header.StampNs;
        if (stampNs > _adviceStampNs && stampNs <= nowNs + (50 * Si.MsNs))
        {
            _adviceStampNs = stampNs;
            Volatile.Write(ref _adviceUntilNs, advice.ExpiresNs);
        }
    }

    /// <summary>The operator says Hold.</summary>
    public void Hold(long nowNs) => Volatile.Write(ref _holdUntilNs, nowNs + HoldNs);

    /// <summary>The operator lets go.</summary>
    public void Release(long nowNs) => Volatile.Write(ref _holdUntilNs, nowNs);
}
