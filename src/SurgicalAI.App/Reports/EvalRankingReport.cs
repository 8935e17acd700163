using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>eval ranking</c>; keys as in docs/reports.md.</summary>
internal sealed record EvalRankingReport(string Dataset, string Metric, int Frames, double Alpha, IReadOnlyList<MethodScore> Methods, string Commit)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/eval-ranking/1";
}

/// <summary>One method.</summary>
internal sealed record MethodScore(string Name, ModelReport Model, double Mean, double P5, int Wins, int AccuracyRank, int RobustnessRank);
