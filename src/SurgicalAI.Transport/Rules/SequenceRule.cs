using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Rules;

/// <summary>
/// Order within each session of one topic. A state topic has one owner at a time: a new session takes it over and the
/// sessions before it are refused, so that the late will of a killed process cannot overtake the birth of the next one.
/// </summary>
internal sealed class SequenceRule(bool hasOneOwner)
{
    /// <summary>Sequence number of a will: the broker speaks for a session that can no longer count.</summary>
    public const int Will = -1;

    private const int Sessions = 8;

    private readonly (string? Session, int Sequence)[] _seen = new (string?, int)[Sessions];
    private int _current = -1;

    public DropReason Check(in Header header)
    {
        var at = Find(header.Session);
        if (at < 0)
        {
            // A new session; the eldest of eight is forgotten.
            _current = (_current + 1) % Sessions;
            _seen[_current] = (header.Session, header.Sequence);
            return DropReason.None;
        }

        if (hasOneOwner && at != _current)
        {
            return DropReason.OldSession;
        }

        var last = _seen[at].Sequence;
        if (header.Sequence > last || (hasOneOwner && header.Sequence == Will))
        {
            _seen[at].Sequence = header.Sequence;
            return DropReason.None;
        }

        return header.Sequence == last ? DropReason.Duplicate : DropReason.OutOfOrder;
    }

    private int Find(string session)
    {
        for (var i = 0; i < Sessions; i++)
        {
            if (_seen[i].Session == session)
            {
                return i;
            }
        }

        return -1;
    }
}
