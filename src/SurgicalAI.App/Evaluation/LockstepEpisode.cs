using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>
/// One episode on simulated time: plan, 1/15 s of control ticks through arbiter and gate, plan again. No clock, no broker, no
/// second thread, so the same seed gives the same episode.
/// </summary>
internal sealed class LockstepEpisode
{
    /// <summary>Time between two plans, seconds: the rate of the demonstrations.</summary>
    public const double StepS = 1.0 / 15;

    // A suggestion outlives its step by far less than the task; what counts is that one always covers the next step.
    private const long ExpiryNs = 250 * Si.MsNs;

    private readonly SimWorld _world;
    private readonly Func<SimWorld, ArmController> _makeController;
    private double _restS;

    /// <summary>Makes the stage for episodes.</summary>
    /// <param name="world">World; reset for every episode.</param>
    /// <param name="makeController">Makes an enabled controller in mode <see cref="ControlMode.Autonomous"/> for a fresh episode.</param>
    public LockstepEpisode(SimWorld world, Func<SimWorld, ArmController> makeController) =>
        (_world, _makeController) = (world, makeController);

    /// <summary>Called with each plan before it is carried out; used to record.</summary>
    public Action<StepRecord>? OnStep { get; set; }

    /// <summary>Steps played on after success, so that a demonstration shows the tool at rest on its goal.</summary>
    public int StepsAfterSuccess { get; init; }

    /// <summary>Plays an episode.</summary>
    public EpisodeResult Play(ulong seed, IActor actor, CancellationToken cancellation)
    {
        _world.Reset(seed);
        _restS = 0;
        actor.Reset();
        var controller = _makeController(_world);
        var step = 0;
        for (var left = StepsAfterSuccess; !_world.Status.IsOver || (_world.Status.Success && left-- > 0);)
        {
            cancellation.ThrowIfCancellationRequested();
            Plan(controller, actor, step++);
            Advance(controller);
        }

        return new(seed, _world.Status.Success, step, _world.Status.DistanceM, controller.Counts);
    }

    private void Plan(ArmController controller, IActor actor, int step)
    {
        var now = _world.NowNs;
        var scene = _world.Snapshot();
        if (!actor.Act(scene, controller.Measured, step).TryGet(out var plan))
        {
            return;
        }

        OnStep?.Invoke(new(scene, controller.Measured, plan));
        controller.Offer(
            new SuggestionMessage(new(now, step, "lockstep"), _world.Arm.Name, actor.Model, now + ExpiryNs, plan.Confidence, plan.Waypoints), now);
    }

    private void Advance(ArmController controller)
    {
        for (_restS += StepS; _restS >= SimWorld.StepS; _restS -= SimWorld.StepS)
        {
            controller.Tick(_world.NowNs);
            _world.Step(SimWorld.StepS);
        }
    }
}

/// <summary>How an episode ended.</summary>
internal readonly record struct EpisodeResult(ulong Seed, bool Success, int Steps, double DistanceM, GateCounts Gate);
