using BenchmarkDotNet.Attributes;
using SurgicalAI.Core;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Bench;

/// <summary>What it costs to measure: one latency recorded, one clock read.</summary>
public class HistogramBenchmarks
{
    private readonly LatencyHistogram _histogram = new("bench");
    private long _durationNs;

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Record();
        }
    }

    [Benchmark]
    public void Record()
    {
        _durationNs = (_durationNs + 7_919_317) % (100 * Si.MsNs);
        _histogram.RecordNs(_durationNs);
    }

    [Benchmark]
    public long ReadClock() => TimeProvider.System.NowNs();

    [Benchmark]
    public LatencySummary Summarise() => _histogram.Summary();
}
