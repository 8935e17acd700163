namespace SurgicalAI.Pipeline.Reports;

/// <summary>Episodes of the simulator's task; 0 of a real robot.</summary>
/// <param name="Count">Episodes finished.</param>
/// <param name="Successes">Episodes finished with success.</param>
public sealed record EpisodeFigures(int Count, int Successes);
