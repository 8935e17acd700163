using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Watch;

/// <summary>Heartbeat of one session: when it was last heard and how its clock stands to ours. Hot path.</summary>
/// <remarks>
/// A beat stamped ahead cannot be explained by its way here; three in a row mean clocks that disagree. A beat stamped behind can be a
/// late one; ten in a row, half a second, mean a clock or a line that is no good for motion. Twenty good ones in a row mend it.
/// </remarks>
internal struct Peer
{
    private const int AheadBeats = 3;
    private const int BehindBeats = 10;
    private const int GoodBeats = 20;

    private int _sequence;
    private int _ahead;
    private int _behind;
    private int _good;

    public string? Session { get; private set; }

    public long HeardNs { get; set; }

    public bool ClockDisagrees { get; private set; }

    public void Begin(string session) => this = new() { Session = session, _sequence = int.MinValue };

    /// <summary>Takes a beat in.</summary>
    /// <returns>False for one that is no newer than the last.</returns>
    public bool Take(in Header header, long nowNs, long limitNs)
    {
        if (header.Sequence <= _sequence)
        {
            return false;
        }

        var behindNs = nowNs - header.StampNs;
        (_sequence, HeardNs) = (header.Sequence, nowNs);
        _ahead = behindNs < -limitNs ? Math.Min(_ahead + 1, AheadBeats) : 0;
        _behind = behindNs > limitNs ? Math.Min(_behind + 1, BehindBeats) : 0;
        _good = _ahead + _behind == 0 ? Math.Min(_good + 1, GoodBeats) : 0;
        ClockDisagrees = _ahead == AheadBeats || _behind == BehindBeats || (ClockDisagrees && _good < GoodBeats);
        return true;
    }
}
