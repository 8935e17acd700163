using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>eval segmentation --data</c>; keys as in docs/reports.md. Null: there was nothing to score.</summary>
internal sealed record EvalSegmentationDataReport(
    string Dataset,
    string Data,
    int Frames,
    double TauPx,
    double? Miou,
    IReadOnlyList<ClassScore> Classes,
    BinaryScore Binary,
    IReadOnlyList<GroupScore> ByGroup,
    EndoVisIous Endovis,
    SarRarpFigures SarRarp50,
    CalibrationScore Calibration,
    LesionScore? Lesions,
    IReadOnlyList<CorruptionCurve> Robustness,
    IReadOnlyList<FrameFigures> PerFrame,
    ModelReport Model,
    ulong Seed,
    string Device,
    string Commit,
    string Machine,
    string Date)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    /// <summary>The name itself.</summary>
    public const string SchemaName = "surgicalai/eval-segmentation-data/1";
}

/// <summary>One class of the set; means over the frames that have it in truth or prediction.</summary>
internal sealed record ClassScore(string Name, string Kind, bool Known, int Frames, double? Iou, double? Dice, double? Nsd);

/// <summary>The foreground, instruments or lesions; means over the frames that have it in truth or prediction.</summary>
internal sealed record BinaryScore(
    string Of,
    int Frames,
    double? Iou,
    IReadOnlyList<double>? IouCi95,
    string? Ci95Over,
    double? IouP5,
    double? IouSd,
    double? IouMedian,
    IReadOnlyList<double>? IouQuartiles,
    double? Dice,
    double? DiceP5,
    double? Nsd,
    double? NsdP5,
    double? PooledIou,
    double? PooledDice);

/// <summary>The foreground in one patient, operation or centre.</summary>
internal sealed record GroupScore(string Group, int Frames, double? Iou, double? Dice, double? Nsd, double? IouP5, double? IouMedian);

/// <summary>The IoUs of the EndoVis challenges over all classes of the set.</summary>
internal sealed record EndoVisIous(double? ChallengeIou, double? IsiIou, double? McIou, double? Miou);

/// <summary>Score of SAR-RARP50 over all classes of the set, groups as videos.</summary>
internal sealed record SarRarpFigures(double? Miou, double? Mnsd, double? Score);

/// <summary>Whether the doubt is right.</summary>
internal sealed record CalibrationScore(double? Ece, double? FailuresFlagged, IReadOnlyList<ReliabilityPoint> Bins);

/// <summary>One bin of the reliability curve.</summary>
internal sealed record ReliabilityPoint(double From, double To, double Share, double? Confidence, double? Accuracy);

/// <summary>Lesions as detections.</summary>
internal sealed record LesionScore(IReadOnlyList<OperatingPoint> Froc);

/// <summary>A point of the free-response curve.</summary>
internal sealed record OperatingPoint(double AllowedPerFrame, double? Threshold, double FalsePositivesPerFrame, double? FrameSensitivity, double? LesionSensitivity);

/// <summary>The binary IoU as one kind of corruption grows.</summary>
internal sealed record CorruptionCurve(string Kind, IReadOnlyList<CorruptionPoint> Points);

/// <summary>A point of the curve; strength 0 is the picture as it was.</summary>
internal sealed record CorruptionPoint(int Strength, double? Iou, double? Doubt);

/// <summary>One frame; null where neither truth nor prediction has the foreground.</summary>
internal sealed record FrameFigures(string Name, string Group, double? Iou, double? Dice, double? Nsd, double? Doubt);
