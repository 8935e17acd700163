namespace SurgicalAI.Pipeline.Reports;

/// <summary>What went wrong or was withheld, by reason.</summary>
/// <param name="Source">Faults of the source.</param>
/// <param name="Withheld">Frames without advice.</param>
/// <param name="Bus">Messages not sent or refused on arrival.</param>
/// <param name="ModeRefusal">Why the robot refused the engine's mode; empty when it did not.</param>
public sealed record FaultFigures(
    IReadOnlyDictionary<string, long> Source,
    IReadOnlyDictionary<string, long> Withheld,
    IReadOnlyDictionary<string, long> Bus,
    string ModeRefusal);
