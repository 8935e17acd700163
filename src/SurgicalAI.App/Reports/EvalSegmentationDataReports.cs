using System.Globalization;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.App.Reports;

/// <summary>Makes the report out of an evaluation.</summary>
internal static class EvalSegmentationDataReports
{
    private static readonly double[] s_allowedPerFrame = [0.1, 0.5, 1];

    /// <summary>The report.</summary>
    /// <param name="e">Evaluation.</param>
    /// <param name="data">The set as the user named it.</param>
    /// <param name="options">How it was scored.</param>
    /// <param name="model">The network.</param>
    /// <param name="device">Device that it ran on.</param>
    public static EvalSegmentationDataReport Of(SceneEvaluation e, string data, EvaluationOptions options, ModelReport model, string device) => new(
        e.Dataset,
        data,
        e.Frames.Count,
        options.TolerancePx,
        Figure(e.MeanIou),
        [.. e.Classes.Select(c => new ClassScore(c.Label.Name, LabelFile.Word(c.Label.Kind), c.Known, c.Frames, Figure(c.Iou), Figure(c.Dice), Figure(c.Nsd)))],
        Binary(e),
        [.. e.Groups.Select(g => new GroupScore(g.Group, g.Frames, Figure(g.Iou.Mean), Figure(g.Dice.Mean), Figure(g.Nsd.Mean), Figure(g.Iou.P5), Figure(g.Iou.Median)))],
        new(Figure(e.EndoVis.ChallengeIou), Figure(e.EndoVis.IsiIou), Figure(e.EndoVis.McIou), Figure(e.EndoVis.MeanIou)),
        new(Figure(e.SarRarp.MeanIou), Figure(e.SarRarp.MeanNsd), Figure(e.SarRarp.Score)),
        Calibration(e.Calibration),
        e.Lesions is { } froc ? new([.. s_allowedPerFrame.Select(allowed => Point(allowed, froc.At(allowed)))]) : null,
        [.. e.Robustness.Select(c => new CorruptionCurve(c.Kind, [.. c.Points.Select(p => new CorruptionPoint(p.Strength, Figure(p.Iou), Figure(p.Doubt)))]))],
        [.. e.Frames.Select(f => new FrameFigures(f.Name, f.Group, Figure(f.Binary.Iou), Figure(f.Binary.Dice), Figure(f.Binary.Nsd), Figure(f.Doubt)))],
        model,
        options.Seed,
        device,
        BuildInfo.Commit,
        MachineInfo.Describe(),
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static BinaryScore Binary(SceneEvaluation e)
    {
        var b = e.Binary;
        var scored = b.Iou.Count > 0;
        return new(
            LabelFile.Word(e.Foreground),
            b.Iou.Count,
            Figure(b.Iou.Mean),
            scored ? [b.IouLow, b.IouHigh] : null,
            scored ? (b.IntervalOverGroups ? "groups" : "frames") : null,
            Figure(b.Iou.P5),
            Figure(b.Iou.Sd),
            Figure(b.Iou.Median),
            scored ? [b.Iou.P25, b.Iou.P75] : null,
            Figure(b.Dice.Mean),
            Figure(b.Dice.P5),
            Figure(b.Nsd.Mean),
            Figure(b.Nsd.P5),
            Figure(b.Pooled.Iou),
            Figure(b.Pooled.Dice));
    }

    private static CalibrationScore Calibration(CalibrationResult? calibration) => calibration is null
        ? new(null, null, [])
        : new(
            Figure(calibration.Pixels.ExpectedError()),
            Figure(calibration.FailuresFlagged),
            [.. calibration.Pixels.Bins().Select(b => new ReliabilityPoint(b.From, b.To, b.Share, Figure(b.Confidence), Figure(b.Accuracy)))]);

    private static OperatingPoint Point(double allowed, FrocPoint p) =>
        new(allowed, double.IsFinite(p.Threshold) ? p.Threshold : null, p.FalsePositivesPerFrame, Figure(p.FrameSensitivity), Figure(p.LesionSensitivity));

    private static double? Figure(double value) => double.IsFinite(value) ? value : null;
}
