using SurgicalAI.Control.Safety;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>What came of many commands through the gate: violations, verdicts, times, bytes. One writer.</summary>
public sealed class GateScore
{
    private const int BucketsPerOctave = 32;
    private readonly long[] _violations = new long[Enum.GetValues<GateLimit>().Length];
    private readonly long[] _times = new long[BucketsPerOctave * 40];

    /// <summary>Sequences played.</summary>
    public long Sequences { get; set; }

    /// <summary>Commands judged.</summary>
    public long Commands { get; private set; }

    /// <summary>Verdicts, rule by rule.</summary>
    public GateTally Tally { get; } = new();

    /// <summary>Managed bytes that the checks allocated.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Longest check, microseconds.</summary>
    public double MaxUs { get; private set; }

    /// <summary>Outputs past a limit.</summary>
    public long Violations(GateLimit limit) => _violations[(int)limit];

    /// <summary>Takes down a violation.</summary>
    public void Violated(GateLimit limit) => _violations[(int)limit]++;

    /// <summary>Takes down one check.</summary>
    /// <param name="decision">Its answer.</param>
    /// <param name="timeNs">Its time, nanoseconds.</param>
    /// <param name="bytes">Managed bytes that it allocated.</param>
    public void Checked(in GateDecision decision, long timeNs, long bytes)
    {
        Commands++;
        AllocatedBytes += bytes;
        Tally.Add(decision);
        MaxUs = Math.Max(MaxUs, timeNs * 1e-3);
        _times[Math.Clamp((int)(Math.Log2(Math.Max(1, timeNs)) * BucketsPerOctave), 0, _times.Length - 1)]++;
    }

    /// <summary>Adds what another has taken down.</summary>
    public void Add(GateScore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Sequences, Commands, AllocatedBytes) = (Sequences + other.Sequences, Commands + other.Commands, AllocatedBytes + other.AllocatedBytes);
        MaxUs = Math.Max(MaxUs, other.MaxUs);
        Tally.Add(other.Tally);
        for (var i = 0; i < _violations.Length; i++)
        {
            _violations[i] += other._violations[i];
        }

        for (var i = 0; i < _times.Length; i++)
        {
            _times[i] += other._times[i];
        }
    }

    /// <summary>Time that a fraction of the checks do not exceed, microseconds (upper edge of a bucket of 2 %); 0 when there was none.</summary>
    /// <param name="fraction">0.5 for the median.</param>
    public double PercentileUs(double fraction)
    {
        var left = (long)Math.Ceiling(fraction * Commands);
        for (var i = 0; i < _times.Length && left > 0; i++)
        {
            left -= _times[i];
            if (left <= 0)
            {
                return Math.Min(MaxUs, Math.Pow(2, (i + 1.0) / BucketsPerOctave) * 1e-3);
            }
        }

        return 0;
    }
}
