using SurgicalAI.Core.Outcomes;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Learning.Training;
using TorchSharp;

namespace SurgicalAI.Tests.Native.Learning;

[Collection(TorchAlone.Name)]
public sealed class SegmentationTrainerTests : IDisposable
{
    private static readonly SegmentationTrainingOptions Small =
        new() { Scenes = 6, ValidationScenes = 1, TestScenes = 3, Epochs = 2, PartShare = 0.5, Batch = 2, Threads = 1, LearningRate = 2e-3, Seed = 5 };

    private readonly string _folder = Directory.CreateTempSubdirectory("surgicalai-test-").FullName;
    private readonly DrawnScenes _scenes = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Train_TwentySteps_LowersTheLoss()
    {
        using var trainer = Trainer(Small with { Scenes = 8, Epochs = 5, PartShare = 1, LearningRate = 1e-2 });
        trainer.Train(null, default);
        Assert.Equal(20, trainer.Losses.Count);
        Assert.InRange(trainer.Losses[^4..].Average(), 0, 0.8 * trainer.Losses[..4].Average());
    }

    [Fact]
    public void Train_SameSeedTwice_GivesTheSameWeights()
    {
        using var first = Trainer(Small with { Epochs = 1, PartShare = 1 });
        using var second = Trainer(Small with { Epochs = 1, PartShare = 1 });
        using var other = Trainer(Small with { Epochs = 1, PartShare = 1, Seed = 6 });
        foreach (var trainer in new[] { first, second, other })
        {
            trainer.Train(null, default);
        }

        Assert.True(Equal(first, second));
        Assert.False(Equal(first, other));
    }

    [Fact]
    public void Train_StoppedAndResumed_EqualsAnUnbrokenRun()
    {
        using var unbroken = Trainer(Small);
        unbroken.Train(null, default);

        var options = Small with { CheckpointDirectory = _folder };
        using var stop = new CancellationTokenSource();
        using (var first = Trainer(options))
        {
            Assert.Throws<OperationCanceledException>(() => first.Train(new StopAfterEpoch(stop), stop.Token));
        }

        using var second = Trainer(options);
        second.Train(null, default);
        Assert.Equal(3, second.Losses.Count); // only the second epoch was left
        Assert.True(Equal(unbroken, second));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Train_CheckpointOfOtherOptions_IsAClearError()
    {
        var options = Small with { CheckpointDirectory = _folder };
        using var stop = new CancellationTokenSource();
        using var first = Trainer(options);
        Assert.Throws<OperationCanceledException>(() => first.Train(new StopAfterEpoch(stop), stop.Token));
        using var second = Trainer(options with { LearningRate = 1e-3 });
        Assert.Throws<UserErrorException>(() => second.Train(null, default));
    }

    [Fact]
    public void Run_WholeTraining_WritesACompleteModelAndNothingElse()
    {
        var output = Path.Combine(_folder, "endoscope-segmentation");
        var result = SegmentationTraining.Run(_scenes, Small with { Epochs = 1, PartShare = 0 }, output, null, default);
        Assert.Equal(["README.md", "card.json", "model.onnx"], Directory.GetFiles(output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([output], Directory.GetDirectories(_folder));
        Assert.InRange(result.Card.Metrics["onnx_max_logit_difference"], 0, 1e-4);
        Assert.Contains("\"schema\": \"surgicalai/eval-segmentation/1\"", result.Evaluation.ToJson(), StringComparison.Ordinal);
    }

    private SegmentationTrainer Trainer(SegmentationTrainingOptions options) => new(
        options,
        SceneSet.Render(_scenes, 100, options.Scenes, null, default),
        SceneSet.Render(_scenes, 900, options.ValidationScenes, null, default));

    private static bool Equal(SegmentationTrainer a, SegmentationTrainer b) =>
        a.Net.parameters().Zip(b.Net.parameters()).All(p => p.First.equal(p.Second).all().item<bool>());

    private sealed class StopAfterEpoch(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Note.Contains("validated", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
