namespace SurgicalAI.Learning.Training;

/// <summary>How far a long piece of work has come; the caller prints it as a bar or as plain lines.</summary>
/// <param name="Phase">What is being done ("render", "train", "validate", "export").</param>
/// <param name="Step">Steps done in this phase.</param>
/// <param name="Steps">Steps in this phase.</param>
/// <param name="Remaining">Estimated time to the end of the phase.</param>
/// <param name="Note">The figures of the moment, for a person ("loss 0.21, mean IoU 0.87").</param>
public sealed record TrainingProgress(string Phase, long Step, long Steps, TimeSpan Remaining, string Note)
{
    /// <summary>"train 120/3000, 4:05 left, loss 0.21".</summary>
    public override string ToString() =>
        $"{Phase} {Step}/{Steps}, {(int)Remaining.TotalMinutes}:{Remaining.Seconds:00} left{(Note.Length > 0 ? ", " : "")}{Note}";
}
