using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>Percentiles of each stage, ms.</summary>
/// <param name="CaptureToSuggestion">From capture to the publishing of advice.</param>
/// <param name="CaptureToArm">From capture to the first cleared command at the arm.</param>
/// <param name="Segment">One segmentation of both eyes.</param>
/// <param name="Policy">One plan.</param>
public sealed record LatencyFigures(LatencySummary CaptureToSuggestion, LatencySummary CaptureToArm, LatencySummary Segment, LatencySummary Policy)
{
    internal static LatencyFigures Of(EngineGraph engine) => new(
        engine.CaptureToSuggestion.Summary(),
        engine.Robot.CaptureToArm.Summary(),
        engine.SegmentLatency.Summary(),
        engine.PolicyLatency.Summary());
}
