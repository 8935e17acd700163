using HdrHistogram;
using SurgicalAI.Core;

namespace SurgicalAI.Pipeline.Latency;

/// <summary>Times of one stage, three significant digits from 1 µs to 100 s. Thread-safe; recording allocates nothing.</summary>
/// <param name="name">Name of the stage, as reports spell it ("capture_to_suggestion").</param>
public sealed class LatencyHistogram(string name)
{
    private const long HighestNs = 100 * Si.SNs;
    private const double MsPerNs = 1e-6;

    private readonly Lock _lock = new();
    private readonly LongHistogram _histogram = new(1_000, HighestNs, 3);
    private long _maxNs;
    private long _negative;
    private volatile LatencyHistogram? _section;

    /// <summary>Name of the stage.</summary>
    public string Name { get; } = name;

    /// <summary>A histogram that records along, of one section of a long run; null for none.</summary>
    public LatencyHistogram? Section
    {
        get => _section;
        set => _section = value;
    }

    /// <summary>Records a duration, nanoseconds. A negative one (clocks of two machines that differ) counts as 0 and is shown in the summary.</summary>
    public void RecordNs(long durationNs)
    {
        lock (_lock)
        {
            _negative += durationNs < 0 ? 1 : 0;
            _maxNs = Math.Max(_maxNs, durationNs);
            _histogram.RecordValue(Math.Clamp(durationNs, 0, HighestNs));
        }

        _section?.RecordNs(durationNs);
    }

    /// <summary>Percentiles so far.</summary>
    public LatencySummary Summary()
    {
        lock (_lock)
        {
            return new(_histogram.TotalCount, AtMs(50), AtMs(95), AtMs(99), AtMs(99.9), _maxNs * MsPerNs, _negative);
        }
    }

    // The histogram answers with the end of a bucket, which may lie above the greatest value recorded.
    private double AtMs(double percentile) =>
        _histogram.TotalCount == 0 ? 0 : Math.Min(_histogram.GetValueAtPercentile(percentile), _maxNs) * MsPerNs;
}
