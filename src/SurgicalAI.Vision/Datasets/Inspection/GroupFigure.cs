namespace SurgicalAI.Vision.Datasets.Inspection;

/// <summary>Frames of a group.</summary>
/// <param name="Group">Patient, operation or centre.</param>
/// <param name="Frames">Its frames.</param>
/// <param name="Splits">Parts that its frames are in; more than one is a leak.</param>
public sealed record GroupFigure(string Group, int Frames, IReadOnlyList<string> Splits);
