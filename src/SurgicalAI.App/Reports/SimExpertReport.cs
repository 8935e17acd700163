using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>sim --expert</c>; keys as in docs/reports.md.</summary>
internal sealed record SimExpertReport(
    string Task,
    int Episodes,
    int Successes,
    double SuccessRate,
    IReadOnlyList<double> Ci95,
    double? MedianSteps,
    double? MedianSeconds,
    double StepS,
    IReadOnlyList<ulong> Failures,
    long UnreachableDecisions,
    string StateHash,
    double ControlStepsPerSecond,
    int Workers,
    ulong Seed,
    bool Realism,
    string Look,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/sim-expert/1";
}
