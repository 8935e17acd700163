using SurgicalAI.Core.Time;

namespace SurgicalAI.Vision.Sources;

/// <summary>Capture stamps of one source: wall clock, strictly increasing even when the clock is set back.</summary>
internal sealed class OriginClock(TimeProvider time)
{
    private long _lastNs;

    /// <summary>Stamp of an event that happened now.</summary>
    public long Now() => _lastNs = Math.Max(time.NowNs(), _lastNs + 1);
}
