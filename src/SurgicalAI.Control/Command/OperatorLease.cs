using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Command;

/// <summary>
/// One operator at a time: the session that commands. It is asked for, or taken by the first order for motion while nobody holds it;
/// it lives as long as its holder is heard (heartbeat or order) and ends at once when it is given back. Hot path.
/// </summary>
internal sealed class OperatorLease(long silenceNs)
{
    private static readonly Fault s_other = new(FaultCode.WrongTarget, "Another operator holds the lease.");
    private static readonly Fault s_nobody = new(FaultCode.WrongTarget, "The order names no session.");
    private static readonly Fault s_notYours = new(FaultCode.NotAllowed, "Only the holder may give the lease away.");

    private long _heardNs;

    /// <summary>Session in command; empty when nobody is.</summary>
    public string Holder { get; private set; } = "";

    /// <summary>When it ends unless the holder is heard again; 0 when nobody holds it.</summary>
    public long UntilNs => Holder.Length == 0 ? 0 : _heardNs + silenceNs;

    /// <summary>No fault when the session may order: it holds the lease, or nobody does.</summary>
    public Fault Check(string? session) =>
        string.IsNullOrEmpty(session) ? s_nobody
        : Holder.Length == 0 || Holder == session ? default
        : s_other;

    /// <summary>Takes the lease, or keeps it alive.</summary>
    public Fault Take(string? session, long nowNs)
    {
        var fault = Check(session);
        if (fault.Code == FaultCode.None)
        {
            (Holder, _heardNs) = (session ?? "", nowNs);
        }

        return fault;
    }

    /// <summary>The holder gives it to another session, or with an empty one back.</summary>
    public Fault Give(string? from, string to, long nowNs)
    {
        if (Holder.Length == 0 || Holder != from)
        {
            return s_notYours;
        }

        (Holder, _heardNs) = (to, nowNs);
        return default;
    }

    /// <summary>A session was heard; counts when it is the holder's.</summary>
    public void Hear(string session, long nowNs) => _heardNs = session == Holder ? nowNs : _heardNs;

    /// <summary>Ends a lease whose holder is silent.</summary>
    /// <returns>True when it ended now.</returns>
    public bool Expire(long nowNs)
    {
        var ends = Holder.Length > 0 && nowNs - _heardNs >= silenceNs;
        Holder = ends ? "" : Holder;
        return ends;
    }

    /// <summary>The arm's clock was set: the holder counts as heard now.</summary>
    public void Restamp(long nowNs) => _heardNs = nowNs;
}
