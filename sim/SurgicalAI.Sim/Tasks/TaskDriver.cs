namespace SurgicalAI.Sim.Tasks;

/// <summary>How an episode went.</summary>
/// <param name="Seed">Seed of the episode.</param>
/// <param name="Success">True when the task was done within its time.</param>
/// <param name="Steps">Control steps until success, or until the time was up.</param>
/// <param name="StateHash">Hash of the last state.</param>
/// <param name="Unreachable">Decisions that an arm could not follow.</param>
public readonly record struct DrivenEpisode(ulong Seed, bool Success, long Steps, ulong StateHash, int Unreachable);

/// <summary>
/// Plays episodes in process on simulated time: a decision each <see cref="TaskExpert.PeriodS"/>, joint setpoints in between each
/// control step. No clock, no picture, no broker: the same seed gives the same episode.
/// </summary>
public sealed class TaskDriver
{
    private const int StepsPerDecision = 10;

    private readonly SimWorld _world;
    private readonly TaskExpert _expert;
    private readonly TaskTargets _targets;
    private readonly ArmPilot[] _pilots;
    private int _tick;

    /// <summary>Makes a driver.</summary>
    /// <param name="world">World that it moves; reset for each episode.</param>
    /// <param name="expert">Who decides.</param>
    public TaskDriver(SimWorld world, TaskExpert expert)
    {
        ArgumentNullException.ThrowIfNull(world);
        (_world, _expert) = (world, expert);
        _targets = new(world.Task.Rig);
        _pilots = [.. world.Arms.Select(arm => new ArmPilot(arm))];
    }

    /// <summary>Called after each control step, for those who watch or record.</summary>
    public Action<SimWorld>? OnStep { get; set; }

    /// <summary>Plays an episode to its end.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="cancellation">Ends it early, by an exception.</param>
    public DrivenEpisode Play(ulong seed, CancellationToken cancellation)
    {
        Begin(seed);
        while (!_world.Status.IsOver)
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
        }

        return new(seed, _world.Status.Success, _world.EpisodeSteps, _world.StateHash(), _pilots.Sum(p => p.Unreachable));
    }

    /// <summary>Begins an episode.</summary>
    public void Begin(ulong seed)
    {
        _world.Reset(seed);
        for (var i = 0; i < _pilots.Length; i++)
        {
            var arm = _world.Arms[i];
            _pilots[i].Reset();
            _targets.Arms[i] = new(arm.T_world_setpoint, arm.JawSetpointRad);
        }

        _targets.EcmJoints = _world.Scene.Ecm.Setpoint;
        _expert.Reset(_world.Scene);
        _tick = 0;
    }

    /// <summary>One control step, after a decision when one is due.</summary>
    public void Step()
    {
        if (_tick++ % StepsPerDecision == 0)
        {
            Decide();
        }

        foreach (var pilot in _pilots)
        {
            pilot.Tick();
        }

        _world.Step(SimWorld.StepS);
        OnStep?.Invoke(_world);
    }

    private void Decide()
    {
        _expert.Act(_world.Scene, _targets);
        for (var i = 0; i < _pilots.Length; i++)
        {
            _pilots[i].Aim(_targets.Arms[i], StepsPerDecision);
        }

        if (_world.Task.Rig.DrivesEndoscope)
        {
            _world.Scene.Ecm.Follow(_targets.EcmJoints);
        }
    }
}
