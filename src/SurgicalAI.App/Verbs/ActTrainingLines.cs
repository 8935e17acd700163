using SurgicalAI.Learning.Policies;

namespace SurgicalAI.App.Verbs;

internal sealed class ActTrainingLines : IProgress<TrainingProgress>
{
    private readonly TrainingLines _lines = new();

    public void Report(TrainingProgress value) => _lines.Report(
        new(value.Stage, value.Done, value.Total, TimeSpan.Zero, $"loss {value.Loss:F4} validation {value.ValidationLoss:F4}"));
}
