using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Memory;

namespace SurgicalAI.Tests.Transport;

/// <summary>The receiving rules, which both buses share, tested without a network.</summary>
public sealed class MemoryBusTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
    private readonly MemoryBroker _broker = new();
    private readonly MemoryBus _sender;
    private readonly MemoryBus _receiver;

    public MemoryBusTests()
    {
        _sender = new(_broker, "robot", _time, "s");
        _receiver = new(_broker, "engine", _time);
    }

    private long NowNs => _time.NowNs();

    [Fact]
    public void Subscribe_State_LateJoinerGetsTheNewest()
    {
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(1));
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(2));
        Assert.Equal([2], Sequences(_receiver, Topics.MeasuredCp, m => m.Header));
        Assert.Equal([2], Sequences(_receiver, Topics.MeasuredCp, m => m.Header));
    }

    [Fact]
    public void Publish_MotionAskedToBeKept_RefusedEvenIfTheBrokerIsNotOurs()
    {
        _sender.Publish(Topics.ServoCp, Sample.Servo(1, NowNs, NowNs + 1));
        var got = Sequences(_receiver, Topics.ServoCp, m => m.Header);
        Assert.Empty(got);
        _receiver.Receive("surgicalai/sim/psm1/servo_cp", Encoding.UTF8.GetBytes("{}"), retained: true);
        _broker.Inject("surgicalai/sim/psm1/hold", "{}"u8, retain: true);
        Assert.Equal(1, _receiver.Dropped["retained"]);
        Assert.Equal(1, _broker.RetainedRefused);
    }

    [Fact]
    public void Sequence_AnyOrder_OnlyIncreasingOnesPassPerSession() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 20]).Array[1, 60].Sample(
            sent =>
            {
                var broker = new MemoryBroker();
                var sender = new MemoryBus(broker, "robot", _time);
                var receiver = new MemoryBus(broker, "engine", _time);
                var got = new List<(string Session, int Sequence)>();
                receiver.Subscribe(Topics.Hold, m => got.Add((m.Header.Session, m.Header.Sequence)));
                foreach (var (session, sequence) in sent)
                {
                    sender.Publish(Topics.Hold, new HoldMessage(new(1, sequence, $"s{session}")));
                }

                Assert.All(got.GroupBy(m => m.Session), session => Assert.Equal(session.Select(m => m.Sequence).Distinct().Order(), session.Select(m => m.Sequence)));
                Assert.Equal(sent.Length, got.Count + receiver.Dropped.Values.Sum());
            },
            iter: 200);

    [Fact]
    public void State_NewSession_TakesOverAndTheOldOneIsRefused()
    {
        var got = Sequences(_receiver, Topics.MeasuredCp, m => m.Header);
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(100, "old"));
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(1, "new"));
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(101, "old"));
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(2, "new"));
        Assert.Equal([100, 1, 2], got);
        Assert.Equal(1, _receiver.Dropped["old_session"]);
    }

    [Theory]
    [InlineData(0, 100, null)]
    [InlineData(-50, 50, null)]
    [InlineData(-50, -1, "stale")]
    [InlineData(-1001, 100, "stale")]
    [InlineData(1001, 1100, "bad_stamp")]
    [InlineData(900, 1100, null)]
    public void Motion_Age_IsChecked(long stampMs, long expiresMs, string? reason)
    {
        var got = Sequences(_receiver, Topics.ServoCp, m => m.Header);
        _sender.Publish(Topics.ServoCp, Sample.Servo(1, NowNs + (stampMs * Si.MsNs), NowNs + (expiresMs * Si.MsNs)));
        Assert.Equal(reason is null ? 1 : 0, got.Count);
        Assert.Equal(reason, _receiver.Dropped.Keys.SingleOrDefault());
    }

    [Fact]
    public void Motion_StampZero_IsInvalid()
    {
        var got = Sequences(_receiver, Topics.Decision, m => m.Header);
        _sender.Publish(Topics.Decision, new DecisionMessage(Sample.At(0, 1), 1, DecisionKind.Hold, ""));
        Assert.Empty(got);
        Assert.Equal(1, _receiver.Dropped["bad_stamp"]);
    }

    [Fact]
    public void Garbage_OnATopic_CountedAndTheNextMessagePasses()
    {
        var got = Sequences(_receiver, Topics.MeasuredCp, m => m.Header);
        _broker.Inject("surgicalai/sim/psm1/measured_cp", "{\"header\":"u8, retain: true);
        _broker.Inject("surgicalai/sim/psm2/measured_cp", "other arm"u8);
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(1));
        Assert.Equal([1], got);
        Assert.Equal(1, _receiver.Dropped["malformed"]);
    }

    [Fact]
    public void Publish_NotFinite_CountedAtTheSender()
    {
        _sender.Publish(Topics.JawMeasuredJs, new JawStateMessage(Sample.At(1, 1), double.PositiveInfinity, 0));
        Assert.Equal(1, _sender.Dropped["not_finite"]);
    }

    [Fact]
    public void Handler_Throws_OthersStillHear()
    {
        using var bad = _receiver.Subscribe(Topics.MeasuredCp, _ => throw new InvalidOperationException());
        var got = Sequences(_receiver, Topics.MeasuredCp, m => m.Header);
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(1));
        Assert.Equal([1], got);
        Assert.Equal(1, _receiver.Dropped["handler_failed"]);
    }

    [Fact]
    public void Cut_Component_WillSaysGoneAndReturnIsHeard()
    {
        var states = new List<string>();
        using var subscription = _receiver.Subscribe(Topics.HealthRobot, m => states.Add(m.State));
        _sender.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 5), "robot", "ok", "", default));
        _sender.Cut();
        _sender.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 6), "robot", "ok", "", default));
        _sender.Restore();
        _sender.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 7), "robot", "ok", "", default));
        Assert.Equal(["ok", "gone", "ok"], states);
        Assert.Equal(1, _sender.Dropped["no_broker"]);
    }

    [Fact]
    public void Will_AfterTheNextBirth_DoesNotOvertakeIt()
    {
        var states = new List<string>();
        using var subscription = _receiver.Subscribe(Topics.HealthRobot, m => states.Add(m.State));
        _sender.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 5, "s"), "robot", "ok", "", default));
        var next = new MemoryBus(_broker, "robot", _time, "s2");
        next.Publish(Topics.HealthRobot, new HealthMessage(Sample.At(1, 1, "s2"), "robot", "holding", "", default));
        _sender.Cut();
        Assert.Equal(["ok", "holding"], states);
    }

    [Fact]
    public void Publish_InsideAHandler_DeliveredAfterwardsInOrder()
    {
        var order = new List<string>();
        using var first = _receiver.Subscribe(Topics.MeasuredCp, m =>
        {
            _receiver.Publish(Topics.Hold, new HoldMessage(Sample.At(1, m.Header.Sequence, "r")));
            order.Add($"state {m.Header.Sequence}");
        });
        using var second = _sender.Subscribe(Topics.Hold, m => order.Add($"hold {m.Header.Sequence}"));
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(1));
        _sender.Publish(Topics.MeasuredCp, Sample.Cp(2));
        Assert.Equal(["state 1", "hold 1", "state 2", "hold 2"], order);
    }

    [Fact]
    public void Publish_StateWarm_AllocatesLittle()
    {
        using var subscription = _receiver.Subscribe(Topics.JawMeasuredJs, _ => { });
        var before = 0L;
        for (var i = 0; i < 2_000; i++)
        {
            before = i == 1_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            _sender.Publish(Topics.JawMeasuredJs, new JawStateMessage(new(NowNs, i, "s"), 0.1, 0));
        }

        // What the broker keeps for late joiners is the one copy allowed.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 0, 512);
    }

    private static List<int> Sequences<T>(MemoryBus bus, Topic<T> topic, Func<T, Header> header)
        where T : notnull
    {
        var got = new List<int>();
        bus.Subscribe(topic, m => got.Add(header(m).Sequence));
        return got;
    }
}
