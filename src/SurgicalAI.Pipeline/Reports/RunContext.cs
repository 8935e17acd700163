namespace SurgicalAI.Pipeline.Reports;

/// <summary>What a report says that the engine does not know.</summary>
/// <param name="Source">Source as the person named it.</param>
/// <param name="Device">Device that the models ran on, for example "cpu".</param>
/// <param name="Models">Models that took part.</param>
/// <param name="Seed">Seed of the run; 0 where nothing was random.</param>
public sealed record RunContext(string Source, string Device, IReadOnlyList<ModelFigure> Models, ulong Seed);
