using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Checks;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>A task's expert at real time: a control step for every 2 ms of the clock, episode after episode, watched for what cannot be.</summary>
internal sealed class RealTimePlay : IDisposable
{
    private const int StepsBetweenChecks = 5;

    // Ticks that the operating system lost are made up for, a few with each tick, so that simulated time keeps to the clock.
    private const int MostStepsPerTick = 5;
    private const long StepNs = (long)(SimWorld.StepS * Si.SNs);

    private readonly SimWorld _world;
    private readonly TaskDriver _driver;
    private readonly SceneGuard _guard;
    private readonly ControlLoop _loop;
    private readonly List<SimFault> _faults = [];
    private readonly SceneRing _ring;
    private ulong _seed;
    private long _steps;
    private long? _startNs;

    /// <summary>Makes the play; <see cref="Start"/> runs it.</summary>
    public RealTimePlay(SimOptions options, ulong seed)
    {
        _seed = seed;
        _world = new SimWorld(options);
        _driver = new TaskDriver(_world, _world.Task.MakeExpert());
        _guard = new SceneGuard(_world.Scene);
        _ring = new SceneRing(_world);
        _loop = new ControlLoop(1 / SimWorld.StepS, Tick, TimeProvider.System);
        Begin();
    }

    /// <summary>Newest state, for a camera.</summary>
    public Latest<SceneState> Scene => _ring.Scene;

    /// <summary>The loop, for its periods and its failure.</summary>
    public ControlLoop Loop => _loop;

    /// <summary>Simulated time since the start, seconds.</summary>
    public double SimulatedS => Interlocked.Read(ref _steps) * SimWorld.StepS;

    /// <summary>Episodes finished.</summary>
    public int Episodes { get; private set; }

    /// <summary>Episodes finished with success.</summary>
    public int Successes { get; private set; }

    /// <summary>What went wrong; to be read when the play has ended.</summary>
    public IReadOnlyList<SimFault> Faults => _faults;

    /// <summary>Starts the loop.</summary>
    public void Start() => _loop.Start();

    /// <summary>Ends the loop.</summary>
    public void Dispose() => _loop.Dispose();

    private void Tick(long nowNs)
    {
        _startNs ??= nowNs - StepNs;
        for (var i = 0; i < MostStepsPerTick && _startNs + ((_steps + 1) * StepNs) <= nowNs; i++)
        {
            Step();
        }
    }

    private void Step()
    {
        _driver.Step();
        Interlocked.Increment(ref _steps);
        var step = _world.EpisodeSteps;
        _ring.Publish(_seed);
        var fault = step % StepsBetweenChecks == 0 ? _guard.Check() : null;
        if (fault is not null)
        {
            _faults.Add(new(_world.Task.Name, _seed, Math.Round(step * SimWorld.StepS, 3), fault));
        }

        if (fault is not null || _world.Status.IsOver)
        {
            Episodes++;
            Successes += _world.Status.Success ? 1 : 0;
            _seed++;
            Begin();
        }
    }

    private void Begin()
    {
        _driver.Begin(_seed);
        _guard.Begin();
        _ring.Publish(_seed);
    }
}
