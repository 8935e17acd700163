using System.CommandLine;
using SurgicalAI.App.Viewer;
using SurgicalAI.Sim;

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
        EpisodeRecorder.Play(options, driverName, seed, file);
        Console.Error.WriteLine($"recorded seed {seed} in {file}");
    }
}
