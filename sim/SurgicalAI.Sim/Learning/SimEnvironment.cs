using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Learning;

/// <summary>What a step of an environment gave.</summary>
/// <param name="Reward">The task's reward: SurRoL's sparse rule unless the task says otherwise, 0 when done, else -1.</param>
/// <param name="Done">True when the episode is over, by success or by its time limit.</param>
/// <param name="Success">True when the task was done.</param>
public readonly record struct SimStep(double Reward, bool Done, bool Success);

/// <summary>
/// A task for learners, in process and without pictures: reset, step, actions and observations as spans of numbers. A step is one
/// decision of <see cref="PeriodS"/> of simulated time. The same seed and the same actions give the same numbers, bit for bit. One
/// thread at a time; several environments may run side by side. Stepping does not allocate.
/// </summary>
/// <remarks>
/// An action moves what is commanded, not what is measured, so that small steps add up; it is cut to the greatest step, and what is
/// commanded never runs ahead of the arm by more than <see cref="ActionDriver.MaxLeadM"/>. Frames and units are in the names.
/// </remarks>
public sealed class SimEnvironment
{
    /// <summary>Simulated time of a step, seconds.</summary>
    public const double PeriodS = TaskExpert.PeriodS;

    private static readonly int StepsPerAction = (int)Math.Round(PeriodS / SimWorld.StepS);
    private readonly TaskDriver _driver;
    private readonly ActionDriver _actions;
    private readonly SceneObservation _observation;

    /// <summary>Makes the environment of a task, ready for <see cref="Reset"/>.</summary>
    /// <param name="options">Task, realism, randomisation; the picture size does not matter.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">An unknown task or an impossible option.</exception>
    public SimEnvironment(SimOptions options)
    {
        World = new SimWorld(options);
        _actions = new ActionDriver(World.Task.Rig);
        _driver = new TaskDriver(World, _actions);
        _driver.Begin(0);
        _observation = new SceneObservation(World);
    }

    /// <summary>The world behind it, for pictures and truth.</summary>
    public SimWorld World { get; }

    /// <summary>Names of an action's numbers: for each arm that the task lets the learner move dx, dy, dz (world axes, m), rx, ry, rz (rotation vector in world axes about the jaw control point, rad), jaw (opening wanted, rad; below 0 presses); where the task drives the endoscope then the changes of its four joints.</summary>
    public IReadOnlyList<string> ActionNames => _actions.Names;

    /// <summary>Names of an observation's numbers.</summary>
    public IReadOnlyList<string> ObservationNames => _observation.Names;

    /// <summary>Starts an episode.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="observation">Written: as many numbers as <see cref="ObservationNames"/>.</param>
    public void Reset(ulong seed, Span<double> observation)
    {
        _driver.Begin(seed);
        _observation.Begin();
        _observation.Write(observation);
    }

    /// <summary>Acts for <see cref="PeriodS"/>. An episode that is over ends its step early and must be reset.</summary>
    /// <param name="action">As many numbers as <see cref="ActionNames"/>; one that is not finite counts as 0.</param>
    /// <param name="observation">Written: as many numbers as <see cref="ObservationNames"/>.</param>
    public SimStep Step(ReadOnlySpan<double> action, Span<double> observation)
    {
        _actions.Set(action);
        for (var i = 0; i < StepsPerAction && !World.Status.IsOver; i++)
        {
            _driver.Step();
        }

        _observation.Write(observation);
        var status = World.Status;
        return new(World.Task.Reward(World.Scene), status.IsOver, status.Success);
    }
}
