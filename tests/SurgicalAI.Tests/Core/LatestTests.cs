using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Tests.Core;

public sealed class LatestTests
{
    [Fact]
    public void TryGet_BeforeAnySet_IsFalse() => Assert.False(new Latest<int>().TryGet(out _));

    [Fact]
    public void TryGetNewer_SameValueTwice_IsTrueOnce()
    {
        var slot = new Latest<int>();
        slot.Set(3);
        slot.Set(4);
        long seen = 0;
        Assert.True(slot.TryGetNewer(ref seen, out var value));
        Assert.Equal(4, value);
        Assert.False(slot.TryGetNewer(ref seen, out _));
    }

    [Fact]
    public void With_OtherValue_KeepsOriginAndSequence()
    {
        var stamped = new Stamped<int>(1, 123_456, 9).With("x");
        Assert.Equal(("x", 123_456L, 9), (stamped.Value, stamped.OriginNs, stamped.Sequence));
    }

    [Fact]
    public void Outcome_Default_IsAFailure() => Assert.False(default(Outcome<int>).Ok);

    [Fact]
    public void NowNs_OfFixedProvider_IsItsUnixTime()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1.5));
        Assert.Equal(1_500_000_000L, time.NowNs());
    }
}
