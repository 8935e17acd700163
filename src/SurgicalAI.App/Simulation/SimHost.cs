using System.Runtime;
using SurgicalAI.Control;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// The simulated robot in real time: physics, arbiter and gate in one control loop, speaking to the rest of the
/// world through the bus alone. When the task is done or the time is up, the next episode begins with the arms where they are.
/// </summary>
internal sealed class SimHost : IDisposable
{
    private readonly SimWorld _world;
    private readonly SimSeats _seats;
    private readonly ControlLoop _loop;
    private readonly IMessageBus _bus;
    private readonly SceneRing _ring;
    private readonly TimeProvider _time;
    private readonly ulong _seed;
    private readonly double _periodS;
    private int _episode;
    private int _successes;

    /// <summary>Makes the robot; nothing moves before <see cref="Start"/>.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="seed">Seed from which the episodes' seeds are derived.</param>
    /// <param name="buses">Connections of the arms.</param>
    /// <param name="pace">Rate and scheduling of the control loop.</param>
    /// <param name="time">Clock.</param>
    /// <param name="noGo">Where no instrument may go; null for nowhere.</param>
    public SimHost(SimOptions options, ulong seed, SimBuses buses, ControlPace pace, TimeProvider time, NoGoVolumes? noGo = null)
    {
        (_bus, _seed, _time, _periodS) = (buses.Arms[0], seed, time, 1.0 / pace.RateHz);
        _world = new SimWorld(options);
        _world.Reset(EpisodeSeed);
        _seats = new SimSeats(_world, buses, _periodS, time, noGo);
        _loop = new ControlLoop(pace.RateHz, Tick, time, pace.RealTime);
        _ring = new SceneRing(_world);
        _ring.Publish(EpisodeSeed);
        _bus.ConnectionChanged += OnConnection;
    }

    /// <summary>Newest state of the scene, for the camera.</summary>
    public Latest<SceneState> Scene => _ring.Scene;

    /// <summary>Newest state and how the episode stands, for onlookers.</summary>
    public Latest<SceneMoment> Moment => _ring.Moment;

    /// <summary>Told of the first arm after each control period, on the control thread; set before <see cref="Start"/> or while nothing moves.</summary>
    public Action<long, ArmController>? Probe { get; set; }

    /// <summary>Seed of the run.</summary>
    public ulong Seed => _seed;

    /// <summary>The task that is played.</summary>
    public SimWorld World => _world;

    private ulong EpisodeSeed => SimSeeds.Episode(_seed, _episode);

    /// <summary>The first arm's remote centre of motion in the endoscope's frame, metres.</summary>
    public Vec3 Rcm_ecm => _world.T_base_ecm.Inverse().P;

    /// <summary>The control loop, for its period histogram.</summary>
    public ControlLoop Loop => _loop;

    /// <summary>Starts the control loop.</summary>
    public void Start()
    {
        // Full blocking collections would stop the loop; they wait until memory runs out.
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        Publish();
        _loop.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bus.ConnectionChanged -= OnConnection;
        _loop.Dispose();
        _seats.Dispose();
    }

    private void Tick(long nowNs)
    {
        _world.NowNs = nowNs;
        _seats.Tick(nowNs);
        Probe?.Invoke(nowNs, _seats.First);
        _world.Step(_periodS);
        if (_world.Status.IsOver)
        {
            NextEpisode();
        }

        _ring.Publish(EpisodeSeed);
    }

    private void NextEpisode()
    {
        _successes += _world.Status.Success ? 1 : 0;
        _episode++;
        _world.NextGoal(EpisodeSeed);
        Publish();
    }

    private void OnConnection(bool connected)
    {
        if (connected)
        {
            Publish();
        }
    }

    // One message per episode: its sequence is the episode's number, so a repeat after a reconnection is not news.
    private void Publish() => _bus.Publish(
        Topics.Scene,
        new SceneMessage(
            new(_time.NowNs(), _episode, _bus.Session), _world.Options.Task, _episode, _episode, _successes, EpisodeSeed));
}
