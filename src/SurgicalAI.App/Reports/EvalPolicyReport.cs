using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>eval policy</c>; keys as in docs/reports.md.</summary>
internal sealed record EvalPolicyReport(
    string Task,
    int Episodes,
    int Successes,
    double SuccessRate,
    IReadOnlyList<double> Ci95,
    double? MedianSteps,
    double PolicyRateHz,
    double ExpertSuccessRate,
    double? ExpertMedianSteps,
    double BlindSuccessRate,
    int BlindEpisodes,
    IReadOnlyList<FailedEpisode> Failures,
    GateReport Gate,
    IReadOnlyList<ModelReport> Models,
    ulong Seed,
    string Device,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/eval-policy/1";
}

/// <summary>An episode that did not succeed, so that a person can look at it again.</summary>
internal sealed record FailedEpisode(ulong Seed, double DistanceMm);

/// <summary>Verdicts of the safety gate.</summary>
internal sealed record GateReport(long Cleared, long Clamped, long Refused);

/// <summary>A model that took part.</summary>
internal sealed record ModelReport(string Name, string Sha256);
