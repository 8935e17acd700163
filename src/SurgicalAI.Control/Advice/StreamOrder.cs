using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Advice;

/// <summary>
/// Order of one stream of messages: within a session sequence numbers increase and stamps do not go back; another session is heard
/// only once the one in charge has been silent for a while, so that two senders never take turns. Hot path.
/// </summary>
internal struct StreamOrder
{
    /// <summary>Silence after which another session may take over.</summary>
    public const long TakeoverNs = 200 * Si.MsNs;

    /// <summary>How far ahead a stamp may be: two clocks differ a little.</summary>
    private const long MaxAheadNs = 50 * Si.MsNs;

    private string? _session;
    private int _sequence;
    private long _stampNs;
    private long _heardNs;

    /// <summary>Session in charge; null before the first message.</summary>
    public readonly string? Session => _session;

    /// <summary>The clock was set: stamps of before say nothing any more; numbers still do.</summary>
    public void Restamp(long nowNs) => (_stampNs, _heardNs) = (0, nowNs);

    /// <summary>Takes a message in, or says why not.</summary>
    public Fault Admit(in Header header, long nowNs)
    {
        if (header.StampNs <= 0 || header.Session is null)
        {
            return new(FaultCode.Stale, "The message has no stamp or no session.");
        }

        // Taken, it would make everything stamped right that follows look old.
        if (header.StampNs > nowNs + MaxAheadNs)
        {
            return new(FaultCode.Stale, "The message is stamped in the future.");
        }

        if (_session == header.Session)
        {
            if (header.Sequence <= _sequence || header.StampNs < _stampNs)
            {
                return new(FaultCode.OutOfOrder, "The message is older than one that came before it.");
            }
        }
        else if (_session is not null && nowNs - _heardNs < TakeoverNs)
        {
            return new(FaultCode.WrongTarget, "Another session is in charge.");
        }

        (_session, _sequence, _stampNs, _heardNs) = (header.Session, header.Sequence, header.StampNs, nowNs);
        return default;
    }
}
