namespace SurgicalAI.Vision.Datasets.Inspection;

/// <summary>How much of a set a label takes.</summary>
/// <param name="Id">Value of its pixels.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind, as the word of labels.json.</param>
/// <param name="Frames">Labelled frames in which it occurs.</param>
/// <param name="Pixels">Its pixels.</param>
/// <param name="Share">Share of all labelled pixels, those to be ignored left out.</param>
public sealed record LabelFigure(byte Id, string Name, string Kind, int Frames, long Pixels, double Share);
