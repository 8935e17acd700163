namespace SurgicalAI.Control.Loop;

/// <summary>Histogram of loop periods in fixed buckets of 10 microseconds up to 20 ms; one writer, any reader. Hot path.</summary>
public sealed class PeriodHistogram
{
    private const double BucketMs = 0.01;
    private readonly long[] _buckets = new long[2001];
    private long _count;
    private long _maxNs;

    /// <summary>Number of periods.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Longest period, milliseconds.</summary>
    public double MaxMs => Interlocked.Read(ref _maxNs) * 1e-6;

    /// <summary>Adds one period.</summary>
    /// <param name="periodNs">Nanoseconds.</param>
    public void Add(long periodNs)
    {
        var bucket = (int)Math.Clamp(periodNs * 1e-6 / BucketMs, 0, _buckets.Length - 1);
        Interlocked.Increment(ref _buckets[bucket]);
        Interlocked.Increment(ref _count);
        if (periodNs > Interlocked.Read(ref _maxNs))
        {
            Interlocked.Exchange(ref _maxNs, periodNs);
        }
    }

    /// <summary>Period that a fraction of all periods does not exceed, milliseconds (upper edge of its bucket); 0 when empty.</summary>
    /// <param name="fraction">0.5 for the median, 0.99, 0.999.</param>
    public double PercentileMs(double fraction)
    {
        var wanted = (long)Math.Ceiling(fraction * Count);
        var seen = 0L;
        for (var i = 0; i < _buckets.Length && wanted > 0; i++)
        {
            seen += Interlocked.Read(ref _buckets[i]);
            if (seen >= wanted)
            {
                return i == _buckets.Length - 1 ? MaxMs : Math.Min((i + 1) * BucketMs, MaxMs);
            }
        }

        return 0;
    }
}
