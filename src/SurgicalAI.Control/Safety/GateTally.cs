using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Safety;

/// <summary>How a gate has judged so far, rule by rule. One writer, any reader. Hot path.</summary>
public sealed class GateTally
{
    private static readonly int Rules = Enum.GetValues<GateRule>().Length;

    private readonly long[] _clampedBy = new long[Rules];
    private readonly long[] _refusedBy = new long[Rules];
    private long _cleared;
    private long _clamped;
    private long _refused;

    /// <summary>All rules together; holds are not counted.</summary>
    public GateCounts Counts => new(Interlocked.Read(ref _cleared), Interlocked.Read(ref _clamped), Interlocked.Read(ref _refused));

    /// <summary>Commands that a rule changed to the nearest safe one.</summary>
    public long Clamped(GateRule rule) => Interlocked.Read(ref _clampedBy[(int)rule]);

    /// <summary>Commands that a rule refused.</summary>
    public long Refused(GateRule rule) => Interlocked.Read(ref _refusedBy[(int)rule]);

    /// <summary>Takes down one answer.</summary>
    public void Add(in GateDecision decision)
    {
        switch (decision.Verdict)
        {
            case GateVerdict.Cleared:
                Interlocked.Increment(ref _cleared);
                break;
            case GateVerdict.Clamped:
                Interlocked.Increment(ref _clamped);
                Interlocked.Increment(ref _clampedBy[(int)decision.Rule]);
                break;
            case GateVerdict.Refused:
                Interlocked.Increment(ref _refused);
                Interlocked.Increment(ref _refusedBy[(int)decision.Rule]);
                break;
            default:
                break;
        }
    }

    /// <summary>Adds another gate's answers.</summary>
    public void Add(GateTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var counts = other.Counts;
        Interlocked.Add(ref _cleared, counts.Cleared);
        Interlocked.Add(ref _clamped, counts.Clamped);
        Interlocked.Add(ref _refused, counts.Refused);
        for (var i = 0; i < Rules; i++)
        {
            Interlocked.Add(ref _clampedBy[i], other.Clamped((GateRule)i));
            Interlocked.Add(ref _refusedBy[i], other.Refused((GateRule)i));
        }
    }
}
