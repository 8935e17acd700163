using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>sim --soak</c>; keys as in docs/reports.md.</summary>
internal sealed record SimSoakReport(
    int Episodes,
    double EpisodeSeconds,
    IReadOnlyList<SoakedTask> Tasks,
    long ControlSteps,
    double ControlStepsPerSecond,
    double StepS,
    string StateHash,
    IReadOnlyList<SimFault> Faults,
    int Workers,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/sim-soak/1";
}

/// <summary>One task's share of a soak.</summary>
/// <param name="Task">Task.</param>
/// <param name="Episodes">Episodes played.</param>
/// <param name="Faults">Episodes with a fault.</param>
internal sealed record SoakedTask(string Task, int Episodes, int Faults);
