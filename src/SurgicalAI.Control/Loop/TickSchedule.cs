namespace SurgicalAI.Control.Loop;

/// <summary>
/// Absolute times of ticks: the n-th is due n periods after the start, so that lateness never adds up. A tick missed by a whole period
/// or more is skipped and counted, not made up for: the gate's step has a fixed length and must not run in bursts.
/// </summary>
internal struct TickSchedule(long startNs, long periodNs)
{
    public long DueNs { get; private set; } = startNs;

    public long Skipped { get; private set; }

    /// <summary>Moves on to the next tick that is still due.</summary>
    public void Advance(long nowNs)
    {
        DueNs += periodNs;
        if (nowNs >= DueNs + periodNs)
        {
            var missed = (nowNs - DueNs) / periodNs;
            DueNs += missed * periodNs;
            Skipped += missed;
        }
    }
}
