using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>How well a network does on a data set. Figures are NaN where there is nothing to score.</summary>
/// <param name="Dataset">Name of the set.</param>
/// <param name="Foreground">What the binary figures are about.</param>
/// <param name="Frames">Every scored frame, in the set's order.</param>
/// <param name="Classes">By class of the set, background left out.</param>
/// <param name="MeanIou">Mean of the classes' IoU over those that occur.</param>
/// <param name="Binary">The foreground.</param>
/// <param name="Groups">By patient, operation or centre.</param>
/// <param name="EndoVis">The IoUs of the EndoVis challenges.</param>
/// <param name="SarRarp">The score of SAR-RARP50 over the groups as videos.</param>
/// <param name="Calibration">Whether the doubt is right; null without doubt.</param>
/// <param name="Lesions">Lesions as detections; null where the foreground is instruments.</param>
/// <param name="Robustness">The binary IoU on corrupted pictures; empty when it was not asked for.</param>
public sealed record SceneEvaluation(
    string Dataset,
    LabelKind Foreground,
    IReadOnlyList<FrameResult> Frames,
    IReadOnlyList<ClassResult> Classes,
    double MeanIou,
    BinaryResult Binary,
    IReadOnlyList<GroupResult> Groups,
    EndoVisScores EndoVis,
    SarRarpScore SarRarp,
    CalibrationResult? Calibration,
    Froc? Lesions,
    IReadOnlyList<RobustnessCurve> Robustness)
{
    /// <summary>The frames with a binary score, worst first.</summary>
    public IReadOnlyList<FrameResult> Worst { get; } = [.. Frames.Where(f => !double.IsNaN(f.Binary.Iou)).OrderBy(f => f.Binary.Iou).ThenBy(f => f.Index)];
}

/// <summary>One class of the set.</summary>
/// <param name="Label">Class.</param>
/// <param name="Known">Whether the network is able to give it; if not, its scores are 0 and count.</param>
/// <param name="Frames">Frames that have it in truth or prediction: those that the figures are means over.</param>
/// <param name="Iou">Mean IoU.</param>
/// <param name="Dice">Mean Dice.</param>
/// <param name="Nsd">Mean surface Dice.</param>
public sealed record ClassResult(LabelDefinition Label, bool Known, int Frames, double Iou, double Dice, double Nsd);

/// <summary>The foreground over all frames that have it in truth or prediction.</summary>
/// <param name="Iou">IoU by frame.</param>
/// <param name="IouLow">Lower end of the 95 % interval of the mean IoU.</param>
/// <param name="IouHigh">Upper end.</param>
/// <param name="Dice">Dice by frame.</param>
/// <param name="Nsd">Surface Dice by frame.</param>
/// <param name="Pooled">All frames as one picture.</param>
/// <param name="IntervalOverGroups">Whether the interval was drawn over groups; over frames when there is only one group.</param>
public sealed record BinaryResult(Spread Iou, double IouLow, double IouHigh, Spread Dice, Spread Nsd, OverlapCounts Pooled, bool IntervalOverGroups);

/// <summary>The foreground in one group.</summary>
/// <param name="Group">Patient, operation or centre.</param>
/// <param name="Frames">Its scored frames.</param>
/// <param name="Iou">IoU by frame.</param>
/// <param name="Dice">Dice by frame.</param>
/// <param name="Nsd">Surface Dice by frame.</param>
public sealed record GroupResult(string Group, int Frames, Spread Iou, Spread Dice, Spread Nsd);

/// <summary>Whether the doubt is right.</summary>
/// <param name="Pixels">Reliability over pixels.</param>
/// <param name="FailuresFlagged">Share of the worst tenth of the frames that are among the fifth with the greatest doubt.</param>
public sealed record CalibrationResult(Calibration Pixels, double FailuresFlagged);

/// <summary>The binary IoU as one kind of corruption grows.</summary>
/// <param name="Kind">Corruption.</param>
/// <param name="Points">From none (strength 0) to the strongest.</param>
public sealed record RobustnessCurve(string Kind, IReadOnlyList<RobustnessPoint> Points);

/// <summary>A point of a curve.</summary>
/// <param name="Strength">0 none, 1 to 5.</param>
/// <param name="Iou">Mean binary IoU over the frames.</param>
/// <param name="Doubt">Mean doubt over the frames; NaN when the network tells none.</param>
public sealed record RobustnessPoint(int Strength, double Iou, double Doubt);
