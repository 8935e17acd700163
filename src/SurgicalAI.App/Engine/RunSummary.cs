using SurgicalAI.Inference;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Skills.Act;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Engine;

/// <summary>What a run amounts to: a few lines for a person, the report for a machine.</summary>
internal static class RunSummary
{
    /// <summary>Prints the lines and writes the report if one was asked for.</summary>
    public static void Write(RunSettings settings, RunParts parts, TimeProvider time)
    {
        var report = Of(settings, parts, time);
        Print(report);
        if (settings.Json is { } file)
        {
            file.Directory?.Create();
            report.Write(file.FullName);
            Console.WriteLine($"report {file.FullName}");
        }
    }

    /// <summary>The figures of a run that has ended.</summary>
    public static RunReport Of(RunSettings settings, RunParts parts, TimeProvider time) =>
        RunReport.Of(parts.Graph, new RunContext(settings.Source, parts.Device.Name, Models(parts), settings.Seed), time);

    private static ModelFigure[] Models(RunParts parts) =>
        parts.Policy is null ? [Figure(OnnxSegmenter.ModelName)] : [Figure(OnnxSegmenter.ModelName), Figure(ActPolicy.ModelName)];

    private static ModelFigure Figure(string name) => new(name, ModelDirectory.Find(name).Card.Sha256);

    private static void Print(RunReport report)
    {
        var frames = report.Frames;
        Console.WriteLine($"frames    captured {frames.Captured}, processed {frames.Processed}, dropped {frames.Dropped}");
        Console.WriteLine($"policy    {report.PolicyStepsPerSecond:F1} steps/s");
        Console.WriteLine($"episodes  {report.Episodes.Successes} of {report.Episodes.Count} succeeded");
        Print("capture to suggestion", report.LatencyMs.CaptureToSuggestion);
        Print("capture to arm", report.LatencyMs.CaptureToArm);
        Print("segment both eyes", report.LatencyMs.Segment);
        Print("policy", report.LatencyMs.Policy);
        Console.WriteLine($"gate      cleared {report.Gate.Cleared}, clamped {report.Gate.Clamped}, refused {report.Gate.Refused}");
    }

    private static void Print(string name, Pipeline.Latency.LatencySummary summary)
    {
        if (summary.Count > 0)
        {
            Console.WriteLine($"{name,-22}  p50 {summary.P50,6:F1}  p95 {summary.P95,6:F1}  p99 {summary.P99,6:F1}  max {summary.Max,6:F1} ms");
        }
    }
}
