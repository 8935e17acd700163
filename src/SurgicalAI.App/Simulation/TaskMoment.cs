using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Simulation;

/// <summary>A world late in a task, where a picture tells what it is about.</summary>
internal static class TaskMoment
{
    private const double Share = 0.8;

    /// <summary>Lets the expert play an episode, then once more up to four fifths of it.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancellation">Ends it by an exception.</param>
    public static SimWorld Of(SimOptions options, ulong seed, CancellationToken cancellation)
    {
        var world = new SimWorld(options);
        var driver = new TaskDriver(world, world.Task.MakeExpert());
        var steps = driver.Play(seed, cancellation).Steps;
        driver.Begin(seed);
        for (var i = 0; i < Share * steps; i++)
        {
            driver.Step();
        }

        return world;
    }
}
