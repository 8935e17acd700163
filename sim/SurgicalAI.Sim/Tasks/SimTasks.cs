namespace SurgicalAI.Sim.Tasks;

/// <summary>The tasks by name.</summary>
public static class SimTasks
{
    /// <summary>Known task names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["needle-reach"];
}
