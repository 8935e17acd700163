namespace SurgicalAI.Skills.Demonstrations;

/// <summary>A recorded demonstration without its pictures.</summary>
/// <param name="Index">Number in its data set, from 0.</param>
/// <param name="Task">Task in words.</param>
/// <param name="Success">True when the task was done at the end.</param>
/// <param name="Steps">Frames in order of time.</param>
public sealed record DemonstrationEpisode(int Index, string Task, bool Success, IReadOnlyList<DemonstrationStep> Steps);
