namespace SurgicalAI.Vision.Datasets;

/// <summary>One frame of a set.</summary>
/// <param name="Name">Unique in the set, parts joined by '/': "OP1/img_01".</param>
/// <param name="Group">Patient, operation or centre: frames of one group resemble each other, so no split may cut through it.</param>
/// <param name="Split">"train", "val", "test" or another part that the set assigns; null when it assigns none.</param>
/// <param name="HasLabels">Whether the form promises a label map; that it is missing after all is an error of reading it.</param>
public sealed record FrameEntry(string Name, string Group, string? Split, bool HasLabels);
