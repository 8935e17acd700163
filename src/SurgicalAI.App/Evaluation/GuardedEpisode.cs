using SurgicalAI.Sim;
using SurgicalAI.Sim.Checks;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>How a watched episode ended.</summary>
/// <param name="Task">Task.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Success">True when the task was done.</param>
/// <param name="Steps">Control steps.</param>
/// <param name="StateHash">Hash of the last state.</param>
/// <param name="Fault">What was physically wrong; null when nothing was. The episode ends with it.</param>
internal readonly record struct GuardedResult(string Task, ulong Seed, bool Success, long Steps, ulong StateHash, string? Fault);

/// <summary>Plays episodes and watches that numbers stay finite and things stay where things can be.</summary>
internal sealed class GuardedEpisode
{
    private const int StepsBetweenChecks = 5;
    private readonly SimWorld _world;
    private readonly TaskDriver _driver;
    private readonly SceneGuard _guard;

    /// <summary>Makes a stage.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="driver">Makes who drives.</param>
    public GuardedEpisode(SimOptions options, Func<SurgicalTask, TaskExpert> driver)
    {
        _world = new SimWorld(options);
        _driver = new TaskDriver(_world, driver(_world.Task));
        _guard = new SceneGuard(_world.Scene);
    }

    /// <summary>Plays an episode to its end, the time given, or the first fault.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="longestS">Longest simulated time, seconds.</param>
    /// <param name="cancellation">Ends it by an exception.</param>
    public GuardedResult Play(ulong seed, double longestS, CancellationToken cancellation)
    {
        _driver.Begin(seed);
        _guard.Begin();
        string? fault = null;
        for (var step = 1; fault is null && !_world.Status.IsOver && step * SimWorld.StepS <= longestS; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _driver.Step();
            fault = step % StepsBetweenChecks == 0 ? _guard.Check() : null;
        }

        return new(_world.Task.Name, seed, _world.Status.Success, _world.EpisodeSteps, _world.StateHash(), fault);
    }
}
