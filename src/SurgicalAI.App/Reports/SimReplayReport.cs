using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>sim --replay</c>; keys as in docs/reports.md.</summary>
internal sealed record SimReplayReport(
    IReadOnlyList<ReplayedTask> Tasks,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/sim-replay/1";
}

/// <summary>One of SurRoL's tasks, replayed on our arm; its time to success beside ours.</summary>
internal sealed record ReplayedTask(
    string Recording,
    string? Task,
    int Episodes,
    double TipErrorP50Mm,
    double TipErrorP95Mm,
    double TipErrorMaxMm,
    double TurnErrorP95Deg,
    int Unreachable,
    double RecordedMedianSteps,
    double RecordedMedianS,
    int OurEpisodes,
    double? OurSuccessRate,
    double? OurMedianS);
