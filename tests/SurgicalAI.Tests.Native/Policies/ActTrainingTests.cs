using SurgicalAI.Core.Outcomes;
using SurgicalAI.Learning.Policies;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Learning.Training;
using SurgicalAI.Tests.Native.Learning;

namespace SurgicalAI.Tests.Native.Policies;

[Collection(TorchAlone.Name)]
public sealed class ActTrainingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("act-test").FullName;

    public ActTrainingTests() => TorchRuntime.Start(1, 1);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Run_AFewSteps_ValidationLossFallsAndTheExportAgrees()
    {
        var losses = new List<double>();
        var options = TinyDemonstrations.Options with { Steps = 150, ValidateEvery = 25 };
        var report = Train("model", options, new Listener(p => Keep(p, losses)), default);
        Assert.True(losses[^1] < 0.8 * losses[0], string.Join(", ", losses));
        Assert.True(report.ExportDifference < 1e-4);
        Assert.Equal(losses.Min(), report.ValidationLoss, 1e-4);
        Assert.False(Directory.Exists(Path.Combine(_root, "model", "checkpoint")));
        Assert.Contains(report.Sha256, File.ReadAllText(Path.Combine(_root, "model", "card.json")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_root, "model", "README.md")));
    }

    [Fact]
    public void Run_SameSeed_SameModel()
    {
        var options = TinyDemonstrations.Options with { Steps = 10, ValidateEvery = 5 };
        Assert.Equal(Train("a", options, null, default).Sha256, Train("b", options, null, default).Sha256);
    }

    [Fact]
    public void Run_InterruptedAndResumed_SameModelAsInOneGo()
    {
        var options = TinyDemonstrations.Options with { Steps = 20, ValidateEvery = 5 };
        var whole = Train("whole", options, null, default);
        using var stop = new CancellationTokenSource();
        var half = new Listener(p => Stop(p.Step == 10, stop));
        Assert.Throws<OperationCanceledException>(() => Train("parts", options, half, stop.Token));
        Assert.False(File.Exists(Path.Combine(_root, "parts", "model.onnx")));
        var resumed = Train("parts", options with { Resume = true }, null, default);
        Assert.Equal(whole.Sha256, resumed.Sha256);
    }

    [Fact]
    public void Run_CheckpointOfOtherSettings_IsAUserError()
    {
        var options = TinyDemonstrations.Options with { Steps = 10, ValidateEvery = 5 };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train("m", options, new Listener(p => Stop(p.Step == 5, stop)), stop.Token));
        Assert.Throws<UserErrorException>(() => Train("m", options with { Resume = true, LearningRate = 0.5 }, null, default));
    }

    [Fact]
    public void Preset_Unknown_IsAUserError() => Assert.Throws<UserErrorException>(() => ActTrainingOptions.Preset("gpu"));

    private static void Keep(TrainingProgress progress, List<double> losses)
    {
        if (progress.Step % 25 == 0)
        {
            losses.Add(double.Parse(progress.Note.Split("validation ")[1].Split(',')[0]));
        }
    }

    private static void Stop(bool now, CancellationTokenSource source)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private ActTrainingReport Train(string name, ActTrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TorchRuntime.Start(1, options.Seed);
        return ActTraining.Run(TinyDemonstrations.Make(6), "a test", options, Path.Combine(_root, name), progress, cancellation);
    }

    // Progress<T> would call back on another thread, later.
    private sealed class Listener(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }
}
