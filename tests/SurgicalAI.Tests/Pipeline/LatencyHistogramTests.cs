using SurgicalAI.Core;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Tests.Pipeline;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Summary_OneToThousandMs_PercentilesWithinThreeDigits()
    {
        var histogram = new LatencyHistogram("x");
        for (var ms = 1; ms <= 1000; ms++)
        {
            histogram.RecordNs(ms * Si.MsNs);
        }

        var summary = histogram.Summary();
        Assert.Equal(1000, summary.Count);
        Assert.Equal(500, summary.P50, 0.5);
        Assert.Equal(950, summary.P95, 1.0);
        Assert.Equal(990, summary.P99, 1.0);
        Assert.Equal(999, summary.P999, 1.0);
        Assert.Equal(1000, summary.Max, 1e-9);
    }

    [Fact]
    public void Summary_Empty_AllZero() => Assert.Equal(default, new LatencyHistogram("x").Summary());

    [Fact]
    public void Record_NegativeAndHuge_AreKeptAndShown()
    {
        var histogram = new LatencyHistogram("x");
        histogram.RecordNs(-5);
        histogram.RecordNs(1000 * Si.SNs);
        var summary = histogram.Summary();
        Assert.Equal((2, 1), (summary.Count, summary.Negative));
        Assert.Equal(1e6, summary.Max);
        Assert.InRange(summary.P50, 0, 0.001);
    }

    [Fact]
    public void Section_OfALongRun_HasItsOwnTimesOnly()
    {
        var (histogram, section) = (new LatencyHistogram("x"), new LatencyHistogram("section"));
        histogram.RecordNs(9 * Si.MsNs);
        histogram.Section = section;
        histogram.RecordNs(2 * Si.MsNs);
        histogram.Section = null;
        histogram.RecordNs(7 * Si.MsNs);
        Assert.Equal((3, 1), (histogram.Summary().Count, section.Summary().Count));
        Assert.Equal(2, section.Summary().Max);
    }

    [Fact]
    public void Record_FromManyThreads_CountsAll()
    {
        var histogram = new LatencyHistogram("x");
        Parallel.For(0, 10_000, i => histogram.RecordNs(i));
        Assert.Equal(10_000, histogram.Summary().Count);
    }

    [Fact]
    public void Record_Warm_AllocatesNothing()
    {
        var histogram = new LatencyHistogram("x");
        histogram.RecordNs(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            histogram.RecordNs(i * Si.MsNs);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
