using SurgicalAI.Control;
using SurgicalAI.Control.Loop;

namespace SurgicalAI.Tests.Control;

public sealed class ControlLoopTests
{
    [Fact]
    public void Advance_OnTime_KeepsTheGridOfTheStart()
    {
        var schedule = new TickSchedule(1000, 10);
        for (var k = 1; k <= 100; k++)
        {
            schedule.Advance(schedule.DueNs + 9);
            Assert.Equal(1000 + (k * 10), schedule.DueNs);
        }

        Assert.Equal(0, schedule.Skipped);
    }

    [Fact]
    public void Advance_LateByPeriods_SkipsThemAndCounts()
    {
        var schedule = new TickSchedule(1000, 10);
        schedule.Advance(1047);
        Assert.Equal((1040L, 3L), (schedule.DueNs, schedule.Skipped));
    }

    [Fact]
    public void PercentileMs_KnownPeriods_AreUpperEdgesOfTheirBuckets()
    {
        var histogram = new PeriodHistogram();
        Assert.Equal(0, histogram.PercentileMs(0.5));
        for (var k = 0; k < 99; k++)
        {
            histogram.Add(2_005_000);
        }

        histogram.Add(50_000_000);
        Assert.Equal(100, histogram.Count);
        Assert.Equal(2.01, histogram.PercentileMs(0.5), 1e-9);
        Assert.Equal(2.01, histogram.PercentileMs(0.99), 1e-9);
        Assert.Equal(50, histogram.PercentileMs(0.999), 1e-9);
        Assert.Equal(50, histogram.MaxMs);
    }

    [Fact]
    public void Start_ThenDispose_TicksInOrderAndEnds()
    {
        using var enough = new ManualResetEventSlim();
        var times = new List<long>();
        var loop = new ControlLoop(500, now =>
        {
            times.Add(now);
            if (times.Count == 50)
            {
                enough.Set();
            }
        }, TimeProvider.System);
        loop.Start();
        Assert.True(enough.Wait(TimeSpan.FromSeconds(20)));
        loop.Dispose();
        var count = times.Count;
        Assert.Null(loop.Failure);
        Assert.Equal(count - 1, loop.Periods.Count);

        // Absolute schedule: 50 ticks of 2 ms cannot take less than 98 ms (clock resolution aside), however busy the machine.
        Assert.True(times[49] - times[0] > 96_000_000);
    }

    [Fact]
    public void Run_TickThatThrows_EndsWithTheFailure()
    {
        var loop = new ControlLoop(500, _ => throw new InvalidOperationException("tick"), TimeProvider.System);
        loop.Start();
        Assert.True(SpinWait.SpinUntil(() => loop.Failure is not null, TimeSpan.FromSeconds(20)));
        loop.Dispose();
    }
}
