using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Physics;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim;

/// <summary>
/// Arm, tissue, needle and task, moved in steps of 2 ms. It knows no clock: the same seed and the same commands give the same
/// states, bit for bit. One thread at a time; other threads work on <see cref="Snapshot"/>s. Stepping does not allocate.
/// </summary>
public sealed class SimWorld
{
    /// <summary>Length of a physics step, seconds.</summary>
    public const double StepS = 0.002;

    private readonly ISimTask _task;
    private readonly RandomisationOptions _randomisation;
    private TissueSurface _surface;
    private Appearance _look;
    private TaskGoal _goal;
    private ulong _seed;
    private long _steps;
    private long _goalStep;
    private double _restS;
    private bool _reached;

    /// <summary>Makes the world of seed 0.</summary>
    public SimWorld(SimOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        _task = SimTasks.Create(options.Task);
        _randomisation = options.Randomisation;
        Camera = options.Camera;
        Reset(0);
    }

    /// <summary>What is simulated.</summary>
    public SimOptions Options { get; }

    /// <summary>The arm.</summary>
    public SimArm Arm { get; } = new();

    /// <summary>The stereo endoscope.</summary>
    public StereoCamera Camera { get; }

    /// <summary>Pose of the endoscope in the arm's base frame.</summary>
    public Pose<BaseFrame, EcmFrame> T_base_ecm { get; } = SceneLayout.T_base_ecm;

    /// <summary>
    /// Time stamp of the state, nanoseconds. It starts at one second (0 would mean invalid) and moves with the steps; a live loop
    /// sets it to the time of day before it steps.
    /// </summary>
    public long NowNs
    {
        get => Arm.StampNs;
        set => Arm.StampNs = value;
    }

    /// <summary>How the episode stands.</summary>
    public SimTaskStatus Status
    {
        get
        {
            var elapsedS = (_steps - _goalStep) * StepS;
            return new(_reached, (Tip() - _goal.Goal_world).Length, elapsedS, !_reached && elapsedS >= _task.TimeLimitS);
        }
    }

    /// <summary>Starts afresh: tissue, look, needle, goal and arm of a seed.</summary>
    public void Reset(ulong seed)
    {
        _seed = seed;
        _surface = new(SeededRandom.Stream(seed, 0).NextBits());
        _look = AppearanceSampler.Draw(seed, _randomisation);
        _goal = _task.DrawGoal(seed, _surface, null);
        var start = _task.DrawStart(seed, _surface, _goal.Goal_world);
        Arm.Place(start.Joints, start.JawRad);
        (_steps, _goalStep, _restS, _reached) = (0, 0, 0, false);
        NowNs = Si.SNs;
    }

    /// <summary>Starts the next episode where the arm stands: only needle and goal are placed anew.</summary>
    public void NextGoal(ulong seed)
    {
        _goal = _task.DrawGoal(seed, _surface, Tip());
        (_goalStep, _reached) = (_steps, false);
    }

    /// <summary>Moves the world on. Time shorter than a physics step is kept for the next call.</summary>
    /// <param name="dtS">Time, seconds.</param>
    public void Step(double dtS)
    {
        const double Rounding = 1e-9;
        for (_restS += dtS; _restS >= StepS - Rounding; _restS -= StepS)
        {
            Arm.Step(_surface, StepS);
            NowNs += (long)(StepS * Si.SNs);
            _steps++;
            _reached |= (_steps - _goalStep) * StepS <= _task.TimeLimitS && _task.IsReached(Tip(), _goal.Goal_world);
        }
    }

    /// <summary>The state as a value that other threads may draw or judge.</summary>
    public SceneState Snapshot()
    {
        var arm = Arm.Read();
        return new(
            arm.StampNs, _steps, arm.Position, arm.JawRad, Arm.Setpoint, Arm.JawSetpointRad,
            SimPsm.Psm1.Forward_world(arm.Position), SimPsm.Psm1.Forward_world(Arm.Setpoint),
            _goal.T_world_needle, _goal.Goal_world, true, true, SceneLayout.T_world_ecm, _surface, _look, _seed + (ulong)_steps);
    }

    /// <summary>Hash over the bits of everything that decides the future; time stamps are left out.</summary>
    public ulong StateHash()
    {
        var hash = new StateHasher();
        Arm.AddTo(ref hash);
        hash.Add(_goal.T_world_needle.P);
        hash.Add(_goal.T_world_needle.R.X);
        hash.Add(_goal.T_world_needle.R.Y);
        hash.Add(_goal.Goal_world);
        hash.Add(_surface.Seed);
        hash.Add((ulong)_steps);
        hash.Add((ulong)_goalStep);
        hash.Add(_reached ? 1UL : 0);
        hash.Add(_restS);
        return hash.Value;
    }

    private Vec3 Tip() => SceneLayout.ControlPoint_world(SimPsm.Psm1.Forward_world(Arm.Read().Position));
}
