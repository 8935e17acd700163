using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Viewer;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary>Plays the first episode of a batch once more, for <c>--record</c>: it is the same to the last bit.</summary>
internal static class FirstEpisode
{
    public static void Record(ParseResult parsed, SimOptions options, string driverName)
    {
        if (parsed.GetValue(SimArguments.Record) is not { } file)
        {
            return;
        }

        var seed = parsed.GetRequiredValue(SimArguments.Seed);
        var world = new SimWorld(options);
        using var recorder = new EpisodeRecorder(file);
        var driver = new TaskDriver(world, TaskDrivers.Of(driverName)(world.Task)) { OnStep = recorder.Watch };
        driver.Begin(seed);
        recorder.Begin(world, seed, driverName);
        while (!world.Status.IsOver)
        {
            driver.Step();
        }

        recorder.Commit();
        Console.Error.WriteLine($"recorded seed {seed} in {file}");
    }
}
