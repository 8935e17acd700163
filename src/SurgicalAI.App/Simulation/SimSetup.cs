using System.CommandLine;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.App.Simulation;

/// <summary>Makes the simulator's options from what a person typed.</summary>
internal static class SimSetup
{
    private const string SourcePrefix = "sim:";

    /// <summary>The option that says how much the look varies from episode to episode.</summary>
    public static Option<string> Look() => new("--look")
    {
        Description = "How much light, tissue and camera vary between episodes: none, mild, full or surgical (as through a laparoscope).",
        DefaultValueFactory = _ => "mild",
    };

    /// <summary>Options of the simulator that a source names; null for a source that is not <c>sim:TASK</c>.</summary>
    /// <exception cref="UserErrorException">An unknown task or look, or an impossible size.</exception>
    public static SimOptions? OfSource(string source, string size, string look) =>
        source.StartsWith(SourcePrefix, StringComparison.Ordinal) ? Options(source[SourcePrefix.Length..], size, look) : null;

    /// <summary>Options of a simulator.</summary>
    /// <exception cref="UserErrorException">An unknown task or look, or an impossible size.</exception>
    public static SimOptions Options(string task, string size, string look)
    {
        var (width, height) = PictureSize.Parse(size);
        return new SimOptions { Task = task, WidthPx = width, HeightPx = height, Randomisation = RandomisationOptions.Of(look) }.Validate();
    }
}
