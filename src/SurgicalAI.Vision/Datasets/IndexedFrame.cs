namespace SurgicalAI.Vision.Datasets;

/// <summary>A line of <c>frames.json</c>.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Group">Patient, operation or centre.</param>
/// <param name="Split">Part; null when none is assigned.</param>
/// <param name="Picture">Path of the picture from the data set's folder.</param>
/// <param name="Labels">Path of the label map from there; null without labels.</param>
/// <param name="Sha256">Of the picture's file.</param>
/// <param name="LabelsSha256">Of the label map's file; null without labels.</param>
public sealed record IndexedFrame(string Name, string Group, string? Split, string Picture, string? Labels, string Sha256, string? LabelsSha256);
