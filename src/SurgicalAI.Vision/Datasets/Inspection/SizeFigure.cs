namespace SurgicalAI.Vision.Datasets.Inspection;

/// <summary>Frames of a size.</summary>
/// <param name="WidthPx">Width in pixels.</param>
/// <param name="HeightPx">Height in pixels.</param>
/// <param name="Frames">Frames that have it.</param>
public sealed record SizeFigure(int WidthPx, int HeightPx, int Frames);
