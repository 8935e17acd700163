using SurgicalAI.Control;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Simulation;

/// <summary>
/// The simulated robot in real time: physics, arbiter and gate in one control loop of 500 Hz, speaking to the rest of the
/// world through the bus alone. When a goal is reached or the time is up, the needle is put somewhere else and the arm stays.
/// </summary>
internal sealed class SimHost : IDisposable
{
    private const double RateHz = 1 / SimWorld.StepS;

    private readonly SimWorld _world;
    private readonly ArmController _controller;
    private readonly ArmNode _node;
    private readonly ControlLoop _loop;
    private readonly IMessageBus _bus;
    private readonly TimeProvider _time;
    private readonly ulong _seed;
    private int _episode;
    private int _successes;

    /// <summary>Makes the robot; nothing moves before <see cref="Start"/>.</summary>
    public SimHost(SimOptions options, ulong seed, IMessageBus bus, TimeProvider time)
    {
        (_bus, _seed, _time) = (bus, seed, time);
        _world = new SimWorld(options);
        _world.Reset(SimSeeds.Episode(seed, 0));
        _controller = SimController.Make(_world, ControlMode.Suggest);
        _node = new ArmNode(_controller, bus, time);
        _loop = new ControlLoop(RateHz, Tick, time);
        Scene.Set(_world.Snapshot());
        bus.ConnectionChanged += OnConnection;
    }

    /// <summary>Newest state of the scene, for the camera.</summary>
    public Latest<SceneState> Scene { get; } = new();

    /// <summary>The arm's remote centre of motion in the endoscope's frame, metres.</summary>
    public Vec3 Rcm_ecm => _world.T_base_ecm.Inverse().P;

    /// <summary>The control loop, for its period histogram.</summary>
    public ControlLoop Loop => _loop;

    /// <summary>Starts the control loop.</summary>
    public void Start()
    {
        Publish();
        _loop.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bus.ConnectionChanged -= OnConnection;
        _loop.Dispose();
        _node.Dispose();
    }

    private void Tick(long nowNs)
    {
        _world.NowNs = nowNs;
        _node.Tick(nowNs);
        _world.Step(SimWorld.StepS);
        if (_world.Status.IsOver)
        {
            NextEpisode();
        }

        Scene.Set(_world.Snapshot());
    }

    private void NextEpisode()
    {
        _successes += _world.Status.Success ? 1 : 0;
        _world.NextGoal(SimSeeds.Episode(_seed, ++_episode));
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
            new(_time.NowNs(), _episode, _bus.Session), _world.Options.Task, _episode, _episode, _successes, SimSeeds.Episode(_seed, _episode)));
}
