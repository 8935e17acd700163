using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim;

/// <summary>
/// Arms, endoscope, tissue and task, moved in steps of 2 ms. It knows no clock: the same seed and the same commands give the same
/// states, bit for bit. One thread at a time; other threads work on <see cref="Snapshot()"/>s. Stepping does not allocate.
/// </summary>
public sealed class SimWorld
{
    /// <summary>Length of a control step, seconds.</summary>
    public const double StepS = 0.002;

    private readonly StateArchive _archive = new();
    private long _goalStep;
    private double _restS;
    private bool _reached;

    /// <summary>Makes the world of seed 0.</summary>
    /// <exception cref="Core.Outcomes.UserErrorException">An unknown task or an impossible option.</exception>
    public SimWorld(SimOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        Task = SimTasks.Create(options.Task);
        Camera = options.Camera;
        Scene = new(Task.Rig, options);
        Reset(0);
    }

    /// <summary>What is simulated.</summary>
    public SimOptions Options { get; }

    /// <summary>The task.</summary>
    public SurgicalTask Task { get; }

    /// <summary>What stands in the world.</summary>
    public TaskScene Scene { get; }

    /// <summary>The arms, in the order of the task's rig.</summary>
    public IReadOnlyList<SimArm> Arms => Scene.Arms;

    /// <summary>The first arm.</summary>
    public SimArm Arm => Scene.Arms[0];

    /// <summary>The stereo endoscope.</summary>
    public StereoCamera Camera { get; }

    /// <summary>Pose of the endoscope in the first arm's base frame.</summary>
    public Pose<BaseFrame, EcmFrame> T_base_ecm => Arm.T_world_base.Inverse() * Scene.T_world_ecm;

    /// <summary>
    /// Time stamp of the state, nanoseconds. It starts at one second (0 would mean invalid) and moves with the steps; a live loop
    /// sets it to the time of day before it steps.
    /// </summary>
    public long NowNs
    {
        get => Scene.NowNs;
        set => Scene.NowNs = value;
    }

    /// <summary>Control steps since the episode began.</summary>
    public long EpisodeSteps => Scene.Steps - _goalStep;

    /// <summary>How the episode stands.</summary>
    public SimTaskStatus Status
    {
        get
        {
            var elapsedS = EpisodeSteps * StepS;
            return new(_reached, Task.DistanceM(Scene), elapsedS, !_reached && elapsedS >= Task.TimeLimitS);
        }
    }

    /// <summary>Starts afresh: tissue, look, scene and arms of a seed.</summary>
    public void Reset(ulong seed)
    {
        Scene.Begin(seed, armsStay: false);
        Build();
        _restS = 0;
    }

    /// <summary>Starts the next episode where the arms stand: only what the task builds is placed anew.</summary>
    public void NextGoal(ulong seed)
    {
        Scene.Begin(seed, armsStay: true);
        Build();
    }

    /// <summary>Moves the world on. Time shorter than a control step is kept for the next call.</summary>
    /// <param name="dtS">Time, seconds.</param>
    public void Step(double dtS)
    {
        const double Rounding = 1e-9;
        for (_restS += dtS; _restS >= StepS - Rounding; _restS -= StepS)
        {
            Task.Drive(Scene);
            Scene.Step(StepS, Task.Substeps);
            Task.Observe(Scene);
            _reached |= EpisodeSteps * StepS <= Task.TimeLimitS && Task.IsSuccess(Scene);
        }
    }

    /// <summary>The state as a value that may be drawn or judged until the next call.</summary>
    public SceneState Snapshot() => Scene.Snapshot();

    /// <summary>The state as a value that other threads may draw or judge until the bodies given are filled again.</summary>
    /// <param name="bodies">Written; the state refers to it.</param>
    public SceneState Snapshot(SceneBodies bodies) => Scene.Snapshot(bodies);

    /// <summary>Hash over the bits of everything that decides the future; time stamps are left out.</summary>
    public ulong StateHash()
    {
        _archive.BeginHash();
        Visit(_archive);
        return _archive.Hash;
    }

    /// <summary>Saves, restores or hashes the state; a state is restored into a world of the same task and seed.</summary>
    public void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        Scene.Visit(archive);
        Task.Visit(archive);
        archive.Visit(ref _goalStep);
        archive.Visit(ref _restS);
        archive.Visit(ref _reached);
    }

    private void Build()
    {
        Task.Build(Scene);
        (_goalStep, _reached) = (Scene.Steps, false);
    }
}
