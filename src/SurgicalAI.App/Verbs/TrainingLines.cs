using SurgicalAI.Learning.Training;

namespace SurgicalAI.App.Verbs;

/// <summary>Shows a training's progress: one line that renews itself on a terminal, plain lines elsewhere.</summary>
internal sealed class TrainingLines : IProgress<TrainingProgress>
{
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private DateTime _shown = DateTime.MinValue;
    private string _phase = "";

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            var live = !Console.IsErrorRedirected;
            var turn = value.Phase != _phase || value.Step >= value.Steps;
            if (!live && !turn && DateTime.UtcNow - _shown < PlainEvery)
            {
                return;
            }

            var fresh = live && value.Phase != _phase && _phase.Length > 0;
            (_shown, _phase) = (DateTime.UtcNow, value.Phase);
            Console.Error.Write(live ? $"{(fresh ? "\n" : "")}\r{value}\u001b[K{(value.Step >= value.Steps ? "\n" : "")}" : $"{value}\n");
        }
    }
}
