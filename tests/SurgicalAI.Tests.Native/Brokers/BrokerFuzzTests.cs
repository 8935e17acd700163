using SurgicalAI.App.Benchmarks.Fuzz;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>Hostile peers for a short while; <c>bench fuzz-broker</c> does the same for long.</summary>
public sealed class BrokerFuzzTests
{
    private const double LargestMb = 256;

    [Fact]
    public async Task HostilePeers_ForHalfAMinute_MoveNothingBreakNothingAndFillNothing()
    {
        var report = await new BrokerFuzz(seed: 5, peers: 6).RunAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, report.MotionRad);
        Assert.True(report.AliveAtEnd);
        Assert.Equal(Attacks.All.Select(a => a.Name).Order(), report.Visits.Keys.Order());
        Assert.InRange(report.MemoryMb.ManagedEnd - report.MemoryMb.ManagedStart, double.MinValue, LargestMb / 4);
        Assert.InRange(report.MemoryMb.ResidentMax - report.MemoryMb.ResidentStart, double.MinValue, LargestMb * 2);

        // At most one line a second for all of them, and each says who.
        Assert.InRange(report.LinesLogged, 1, 40);
        Assert.True(report.Faults > report.LinesLogged);
        Assert.All(report.LinesSample, line => Assert.Matches("^broker: client (.* )?(at 127.0.0.1:[0-9]+|unnamed|[a-z]+-.*): ", line));
        Assert.NotEmpty(report.RefusedByRobot);
    }
}
