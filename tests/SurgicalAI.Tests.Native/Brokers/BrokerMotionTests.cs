using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Tests.Native.App;
using SurgicalAI.Tests.Transport;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>Motion that is old, kept, or said twice moves nothing, and a lost broker or robot comes back: on both brokers alike.</summary>
public sealed class BrokerMotionTests
{
    public static TheoryData<string> Kinds => RealBroker.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RetainedMove_LiveAndFromTheStore_MovesNothing(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var peer = await stage.PeerAsync(BusRole.Operator);
        var taken = await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move()), retain: true);
        await stage.NothingMovedAsync();

        // Ours does not take it. Mosquitto has no such rule and keeps it; then the robot's own rule is what refuses, also from the store.
        Assert.Equal(kind == RealBroker.Mosquitto, taken);
        Assert.Equal(taken ? 1 : 0, stage.Robot.Dropped.GetValueOrDefault("retained"));
        var late = await stage.JoinAsync("viewer");
        using var moves = late.Subscribe(Topics.MoveJp, _ => Assert.Fail("a kept move was delivered"));
        await Eventually.TrueAsync(() => late.Dropped.GetValueOrDefault("retained") > 0 || !taken, Stage.Soon, () => "the store's move");
        Assert.Equal(0, late.Dropped.GetValueOrDefault("handler_failed"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task OldMove_ExpiredOrStampedLongAgoOrAhead_MovesNothing(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var peer = await stage.PeerAsync(BusRole.Operator);
        var now = TimeProvider.System.NowNs();
        await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move() with { ExpiresNs = now - 1 }));
        await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move(stampNs: now - (2 * Si.SNs)) with { ExpiresNs = now + Si.SNs }));
        await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move(stampNs: now + (60 * Si.SNs))));
        await peer.SendAsync(Stage.MoveJp, Peer.Encode(stage.Move(stampNs: 0) with { ExpiresNs = now + Si.SNs }));
        await stage.NothingMovedAsync();
        Assert.Equal((2, 2), (stage.Robot.Dropped["stale"], stage.Robot.Dropped["bad_stamp"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReplayedMove_SameOrEarlierSequence_IsHeardOnce(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var peer = await stage.PeerAsync(BusRole.Operator);
        var earlier = Peer.Encode(stage.Move(sequence: 4));
        var recorded = Peer.Encode(stage.Move(sequence: 5));
        await peer.SendAsync(Stage.MoveJp, recorded);
        await stage.MovedAsync("the arm, once");

        var thief = await stage.PeerAsync(BusRole.Operator);
        await thief.SendAsync(Stage.MoveJp, recorded);
        await thief.SendAsync(Stage.MoveJp, earlier);
        await Eventually.TrueAsync(() => stage.Robot.Dropped.Values.Sum() >= 2, Stage.Soon, () => "the replay");
        Assert.Equal(1, stage.MovesHeard);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task State_OfASessionThatWasReplaced_IsRefused(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var viewer = await stage.JoinAsync("viewer");
        var last = "";
        using var modes = viewer.Subscribe(Topics.HealthEngine, m => last = m.Header.Session);
        var peer = await stage.PeerAsync(BusRole.Engine);
        foreach (var session in new[] { "engine-1", "engine-2", "engine-1" })
        {
            await peer.SendAsync("surgicalai/sim/psm1/health/engine", Peer.Encode(new HealthMessage(new(1, 9, session), "engine", "ok", "", default)), retain: true);
        }

        await Eventually.TrueAsync(() => viewer.Dropped.GetValueOrDefault("old_session") > 0, Stage.Soon, () => last);
        Assert.Equal("engine-2", last);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task BrokerKilled_ArmHolds_AndAllGoOnWhenItReturns(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var console = await stage.JoinAsync("console");
        await stage.Broker.KillAsync();
        await Eventually.TrueAsync(() => !stage.Robot.IsConnected && !console.IsConnected, Stage.Soon, () => "the loss is noticed");
        console.Publish(Topics.MoveJp, stage.Move(session: console.Session));
        Assert.Equal(1, console.Dropped["no_broker"]);
        Assert.Equal(0, stage.MovesHeard);

        await stage.Broker.StartAsync();
        await Eventually.TrueAsync(() => stage.Robot.IsConnected && console.IsConnected, Stage.Soon, () => stage.Robot.LastFailure);
        var viewer = await stage.JoinAsync("viewer");
        var state = new TaskCompletionSource();
        using var states = viewer.Subscribe(Topics.OperatingState, _ => state.TrySetResult());
        await state.Task.WaitAsync(Stage.Soon);
        await Eventually.TrueAsync(
            () =>
            {
                console.Publish(Topics.MoveJp, stage.Move(session: console.Session));
                return stage.MovesHeard > 0;
            },
            Stage.Soon,
            () => "a move after the return");
        await stage.MovedAsync("the arm after the return");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RobotsCableCut_WillSaysGone_AndTheNextSessionsBirthEndsThat(string kind)
    {
        await using var stage = await Stage.OpenAsync(kind);
        var viewer = await stage.JoinAsync("viewer", "psm2");
        var health = new Latest<HealthMessage>();
        using var subscription = viewer.Subscribe(Topics.HealthRobot, m => health.Set(m));
        await using var cable = new Cable(stage.Broker.Port);
        var first = await stage.JoinAsync("robot", "psm2", cable.Port);
        Say(first);
        await Eventually.TrueAsync(() => Is("ok", first), Stage.Soon, () => "the birth");
        cable.Cut();
        await Eventually.TrueAsync(() => Is("gone", first), Stage.Soon, () => "the will");
        var second = await stage.JoinAsync("robot", "psm2");
        Say(second);
        await Eventually.TrueAsync(() => Is("ok", second), Stage.Soon, () => "the next birth");

        static void Say(MqttBus robot) => robot.Publish(Topics.HealthRobot, new HealthMessage(new(1, 1, robot.Session), "robot", "ok", "", default));
        bool Is(string state, MqttBus robot) => health.TryGet(out var h) && h.State == state && h.Header.Session == robot.Session;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SlowReader_OfAFlood_CostsBoundedMemoryAndHoldsUpNobody(string kind)
    {
        const int Messages = 500;
        const long Bound = 22L << 20;
        await using var stage = await Stage.OpenAsync(kind);
        using var sleeper = await SleepingReader.SubscribeAsync(stage.Broker.Port, stage.Keys.Of(BusRole.Viewer), "surgicalai/#");
        var reader = await stage.PeerAsync(BusRole.Viewer);
        await reader.SubscribeAsync("surgicalai/sim/psm1/mode_command");
        var flood = await stage.PeerAsync(BusRole.Operator);
        var before = stage.Broker.MemoryBytes();
        var payload = new byte[60 * 1024];
        // 30 MB for a reader who takes nothing; a broker without a bound on 256 waiting messages would keep them all.
        for (var i = 0; i < Messages; i++)
        {
            await flood.SendAsync("surgicalai/sim/psm1/mode_command", payload);
        }

        await Eventually.TrueAsync(() => reader.Heard.Count >= Messages, Stage.Soon, () => $"{reader.Heard.Count}");
        Assert.InRange(stage.Broker.MemoryBytes() - before, long.MinValue, Bound);
    }
}
