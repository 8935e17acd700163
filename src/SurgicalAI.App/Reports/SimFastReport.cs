using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>sim --fast</c>; keys as in docs/reports.md.</summary>
internal sealed record SimFastReport(
    string Task,
    string Driver,
    int Episodes,
    int Successes,
    double SuccessRate,
    IReadOnlyList<double> Ci95,
    long ControlSteps,
    double ControlStepsPerSecond,
    double StepS,
    string StateHash,
    IReadOnlyList<SimFault> Faults,
    int Workers,
    ulong Seed,
    bool Realism,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/sim-fast/1";
}

/// <summary>Something physically wrong in an episode, so that it can be played again.</summary>
/// <param name="Task">Task.</param>
/// <param name="Seed">Seed of the episode.</param>
/// <param name="AtS">Simulated time, seconds.</param>
/// <param name="What">What is wrong, in words.</param>
internal sealed record SimFault(string Task, ulong Seed, double AtS, string What);
