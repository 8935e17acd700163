namespace SurgicalAI.Vision.Datasets;

/// <summary>A frame and where its data lie.</summary>
/// <param name="Entry">What the set says of it.</param>
/// <param name="Picture">Path of the picture, or what a reader of its own makes of it.</param>
/// <param name="Labels">Path of the label map, or what a reader of its own makes of it; null without labels.</param>
internal sealed record FrameFiles(FrameEntry Entry, string Picture, string? Labels);
