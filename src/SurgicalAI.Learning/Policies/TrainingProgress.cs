namespace SurgicalAI.Learning.Policies;

/// <summary>Where a training stands.</summary>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="Done">Units done (episodes or steps).</param>
/// <param name="Total">Units in all.</param>
/// <param name="Loss">Training loss, or NaN.</param>
/// <param name="ValidationLoss">Newest validation loss, or NaN.</param>
public readonly record struct TrainingProgress(string Stage, int Done, int Total, double Loss, double ValidationLoss);
