namespace SurgicalAI.Pipeline.Reports;

/// <summary>A model that took part.</summary>
/// <param name="Name">Name of its folder in <c>models/</c>.</param>
/// <param name="Sha256">Hash of its file, 64 hex digits.</param>
public sealed record ModelFigure(string Name, string Sha256);
