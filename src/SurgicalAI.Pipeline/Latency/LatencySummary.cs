using System.Text.Json.Serialization;

namespace SurgicalAI.Pipeline.Latency;

/// <summary>Percentiles of one stage; all 0 when nothing was recorded.</summary>
/// <param name="Count">Number of times recorded.</param>
/// <param name="P50">Median, ms.</param>
/// <param name="P95">95th percentile, ms.</param>
/// <param name="P99">99th percentile, ms.</param>
/// <param name="P999">99.9th percentile, ms.</param>
/// <param name="Max">Greatest, ms.</param>
/// <param name="Negative">How many were below zero: a sign that two machines' clocks differ.</param>
public readonly record struct LatencySummary(
    long Count,
    double P50,
    double P95,
    double P99,
    double P999,
    double Max,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Negative);
