using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Tasks;

/// <summary>The tasks by name.</summary>
public static class SimTasks
{
    /// <summary>Known task names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["needle-reach"];

    /// <summary>Makes a task.</summary>
    /// <exception cref="UserErrorException">No task has that name.</exception>
    public static ISimTask Create(string name) => name switch
    {
        "needle-reach" => new NeedleReach(),
        _ => throw new UserErrorException($"Unknown task '{name}'; known: {string.Join(", ", Names)}."),
    };
}
