using SurgicalAI.App.Simulation;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Tests.Native.App;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>A simulated robot in real time behind a broker with TLS and rights; whether it moved is read from the arm itself.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string MoveJp = "surgicalai/sim/psm1/move_jp";
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly JointVector _start;
    private int _sequence;
    private long _movesHeard;

    private Stage(KeyFolder keys, RealBroker broker, MqttBus robot, MqttBus ecm)
    {
        (Keys, Broker, Robot) = (keys, broker, robot);
        _parts.AddRange([robot, ecm]);
        Sim = new SimHost(new SimOptions(), 7, new SimBuses([robot], ecm), ControlPace.Default, TimeProvider.System);
        robot.Subscribe(Topics.MoveJp, _ => Interlocked.Increment(ref _movesHeard));
        _start = Setpoint;
    }

    public KeyFolder Keys { get; }

    public RealBroker Broker { get; }

    public MqttBus Robot { get; }

    public SimHost Sim { get; }

    public JointVector Setpoint => Sim.World.Arms[0].Setpoint;

    /// <summary>Moves that passed every rule and reached the arm's node.</summary>
    public long MovesHeard => Interlocked.Read(ref _movesHeard);

    public static async Task<Stage> OpenAsync(string kind)
    {
        var keys = new KeyFolder();
        var broker = await RealBroker.StartAsync(kind, keys);
        var robot = Start(keys, "robot", "psm1");
        var ecm = Start(keys, "robot", Topics.EndoscopeArm);
        var stage = new Stage(keys, broker, robot, ecm);
        await ConnectedAsync(robot);
        await ConnectedAsync(ecm);
        stage.Sim.Start();
        return stage;
    }

    /// <summary>A participant of ours.</summary>
    public async Task<MqttBus> JoinAsync(string component, string arm = "psm1", int? port = null)
    {
        var bus = Start(Keys, component, arm, port);
        _parts.Add(bus);
        await ConnectedAsync(bus);
        return bus;
    }

    public async Task<Peer> PeerAsync(BusRole role, string? will = null)
    {
        var peer = await Peer.ConnectAsync(Broker.Port, Keys.Of(role), will);
        _parts.Add(peer);
        return peer;
    }

    /// <summary>A move of the first joint away from where the arm stands, valid for a second.</summary>
    public ServoJpMessage Move(double byRad = 0.1, long? stampNs = null, int? sequence = null, string session = "console-1")
    {
        var now = stampNs ?? TimeProvider.System.NowNs();
        var joints = Setpoint;
        joints[0] += byRad;
        return new(new(now, sequence ?? ++_sequence, session), joints, now + Si.SNs);
    }

    public Task MovedAsync(string what) => Eventually.TrueAsync(() => Setpoint != _start, Soon, () => what);

    /// <summary>Shows that all that was sent before has been judged, and that the arm stands where it stood.</summary>
    public async Task NothingMovedAsync()
    {
        var seen = 0;
        using var holds = Robot.Subscribe(Topics.Hold, _ => Interlocked.Increment(ref seen));
        var marker = await PeerAsync(BusRole.Operator);
        await Eventually.TrueAsync(
            () =>
            {
                // Again and again, because it may come before the subscription stands.
                marker.SendAsync("surgicalai/sim/psm1/hold", Peer.Encode(new HoldMessage(new(TimeProvider.System.NowNs(), ++_sequence, "marker")))).GetAwaiter().GetResult();
                return Volatile.Read(ref seen) > 0;
            },
            Soon,
            () => "no marker came through");
        await Task.Delay(100);
        Assert.Equal(_start, Setpoint);
        Assert.Equal(0, MovesHeard);
    }

    public async ValueTask DisposeAsync()
    {
        Sim.Dispose();
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            await _parts[i].DisposeAsync();
        }

        await Broker.DisposeAsync();
        Keys.Dispose();
    }

    private static MqttBus Start(KeyFolder keys, string component, string arm, int? port = null) => MqttBus.Start(
        new("127.0.0.1", port ?? keys.Port, "sim", arm, component)
        {
            Keys = keys.Of(BusRoles.OfComponent(component)),
            MinBackoff = TimeSpan.FromMilliseconds(20),
            MaxBackoff = TimeSpan.FromMilliseconds(200),
        },
        TimeProvider.System);

    private static Task ConnectedAsync(MqttBus bus) => bus.WaitConnectedAsync(CancellationToken.None).WaitAsync(Soon);
}
