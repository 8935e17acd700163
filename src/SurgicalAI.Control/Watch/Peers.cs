using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Watch;

/// <summary>
/// Heartbeats of engines and consoles by session. A session that never sent one is not judged by them: its messages' own expiry ends
/// its motion. Hot path.
/// </summary>
internal sealed class Peers(long silenceNs, long clockLimitNs)
{
    private readonly Peer[] _all = new Peer[8];

    /// <summary>Takes a beat in.</summary>
    /// <param name="beat">Beat.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="engine">Session whose advice counts; it is not forgotten for a newer one.</param>
    /// <param name="holder">Session that commands; it is not forgotten either.</param>
    /// <returns>False for a beat that is no newer than the last of its session.</returns>
    public bool Take(HeartbeatMessage beat, long nowNs, string? engine, string? holder)
    {
        var session = beat.Header.Session;
        if (string.IsNullOrEmpty(session))
        {
            return false;
        }

        var at = Find(session);
        if (at < 0)
        {
            at = Eldest(engine, holder);
            _all[at].Begin(session);
        }

        return _all[at].Take(beat.Header, nowNs, clockLimitNs);
    }

    /// <summary>True when a session's heartbeat was ever heard.</summary>
    public bool Knows(string? session) => Find(session) >= 0;

    /// <summary>True when a session's heartbeat was heard and is not any more.</summary>
    public bool IsSilent(string? session, long nowNs)
    {
        var at = Find(session);
        return at >= 0 && nowNs - _all[at].HeardNs >= silenceNs;
    }

    /// <summary>True when a session's clock is not ours.</summary>
    public bool ClockDisagrees(string? session)
    {
        var at = Find(session);
        return at >= 0 && _all[at].ClockDisagrees;
    }

    /// <summary>The arm's clock was set: everybody counts as heard now.</summary>
    public void Restamp(long nowNs)
    {
        for (var i = 0; i < _all.Length; i++)
        {
            _all[i].HeardNs = nowNs;
        }
    }

    private int Find(string? session)
    {
        for (var i = 0; i < _all.Length && !string.IsNullOrEmpty(session); i++)
        {
            if (_all[i].Session == session)
            {
                return i;
            }
        }

        return -1;
    }

    private int Eldest(string? engine, string? holder)
    {
        var eldest = -1;
        for (var i = 0; i < _all.Length; i++)
        {
            var kept = _all[i].Session is { } s && (s == engine || s == holder);
            eldest = !kept && (eldest < 0 || _all[i].HeardNs < _all[eldest].HeardNs) ? i : eldest;
        }

        return eldest;
    }
}
