using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Segmentation;
using TorchSharp;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

[Collection(TorchAlone.Name)]
public sealed class SceneTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surgicalai-test-").FullName;
    private readonly SceneTrainingOptions _small;

    public SceneTrainerTests() => _small = new()
    {
        Pretrained = false,
        WidthPx = 64,
        HeightPx = 64,
        Scenes = 6,
        ValidationFrames = 2,
        Epochs = 2,
        Steps = 2,
        Batch = 3,
        Threads = 1,
        Seed = 5,
        SelfTrainingFrom = 0.5,
        CacheDirectory = Path.Combine(_folder, "cache"),
        CheckpointDirectory = Path.Combine(_folder, "run"),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Train_FortyFiveSteps_LowersTheLoss()
    {
        using var data = Data();
        using var trainer = new SceneTrainer(_small with { Epochs = 1, Steps = 45, LearningRate = 1e-2 }, data);
        trainer.Train(null, default);
        Assert.Equal(45, trainer.Losses.Count);
        Assert.InRange(trainer.Losses[^6..].Average(), 0, 0.88 * trainer.Losses[..6].Average());
    }

    [Fact]
    public void Train_StoppedAndResumed_EqualsAnUnbrokenRun()
    {
        using var data = Data();
        using var unbroken = new SceneTrainer(_small with { CheckpointDirectory = Path.Combine(_folder, "unbroken") }, data);
        unbroken.Train(null, default);
        using var sameData = Data();
        StopAfterOneEpoch(_small, sameData);
        using var resumed = new SceneTrainer(_small, sameData);
        resumed.Train(null, default);
        Assert.Equal(_small.Steps, resumed.Losses.Count); // only the second epoch was left
        Assert.True(unbroken.Mean.parameters().Zip(resumed.Mean.parameters()).All(p => p.First.equal(p.Second).all().item<bool>()));
    }

    [Fact]
    public void Train_CheckpointOfOtherOptions_IsRefusedInOneLine()
    {
        using var data = Data();
        StopAfterOneEpoch(_small, data);
        using var other = new SceneTrainer(_small with { LearningRate = 1e-4 }, data);
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => other.Train(null, default)).Message);
    }

    [Fact]
    public void Train_WithSelfTraining_LabelsTheUnlabelledFrames()
    {
        using var data = Data();
        data.Unlabelled.ForEach(f => f.Labels.SetTo(new OpenCvSharp.Scalar(PixelMeanings.AnyInstrument)));
        using var trainer = new SceneTrainer(_small with { Epochs = 1, SelfTrainingFrom = 0 }, data);
        trainer.Train(null, default);

        // A network that knows nothing yet is not sure of instruments everywhere.
        Assert.All(data.Unlabelled, f => Assert.True(f.Labels.AsSpan<byte>().ContainsAnyExcept(PixelMeanings.AnyInstrument)));
    }

    [Fact]
    public void Run_WholeTraining_WritesAModelThatTheEngineLoads()
    {
        var output = Path.Combine(_folder, "endoscope-scene");
        var result = SceneTraining.Run((w, h) => new DrawnScenes(w, h), _small with { Epochs = 1 }, output, null, default);
        Assert.Equal(["README.md", "card.json", "model.onnx", "weights.f16"], Directory.GetFiles(output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var segmenter = SceneSegmenter.Load(ModelDirectory.Open(output), new OnnxOptions());
        segmenter.Segment(new byte[100 * 80 * 3], 100, 80);
        Assert.Equal(64 * 64, segmenter.LabelMap.Length);
        Assert.Equal("shaft", segmenter.Labels.Definitions[1].Name);
        Assert.Equal(result.Card.Sha256, segmenter.Card.Sha256);
        Assert.True(File.Exists(Path.Combine(_small.CheckpointDirectory, "curves.svg")));
    }

    [Fact]
    public void Run_StartedFromAModel_BeginsWithItsWeights()
    {
        var output = Path.Combine(_folder, "endoscope-scene");
        _ = SceneTraining.Run((w, h) => new DrawnScenes(w, h), _small with { Epochs = 1 }, output, null, default);
        using var data = Data();
        using var first = new SceneTrainer(_small with { StartFrom = output, CheckpointDirectory = Path.Combine(_folder, "a") }, data);
        using var second = new SceneTrainer(_small with { StartFrom = output, Seed = 9, CheckpointDirectory = Path.Combine(_folder, "b") }, data);
        Assert.True(first.Mean.parameters().Zip(second.Mean.parameters()).All(p => p.First.equal(p.Second).all().item<bool>()));
    }

    private void StopAfterOneEpoch(SceneTrainingOptions options, SceneData data)
    {
        using var stop = new CancellationTokenSource();
        using var trainer = new SceneTrainer(options, data);
        Assert.Throws<OperationCanceledException>(() => trainer.Train(new StopAfterEpoch(stop), stop.Token));
    }

    private static SceneData Data()
    {
        var cache = Path.GetTempFileName();
        using var scenes = new DrawnScenes(80, 80);
        var data = new SceneData
        {
            Rendered = SceneFrames.Render(scenes, 100, 6, new(cache), null, default),
            Unlabelled = SceneFrames.Render(scenes, 300, 2, new(cache + ".b"), null, default),
            RenderedHeldOut = SceneFrames.Render(scenes, 200, 2, new(cache + ".c"), null, default),
        };
        foreach (var path in new[] { cache, cache + ".b", cache + ".c" })
        {
            File.Delete(path);
        }

        data.Unlabelled.ForEach(f => f.Labels.SetTo(new OpenCvSharp.Scalar(PixelMeanings.Anything)));
        return data;
    }

    private sealed class StopAfterEpoch(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Note.Contains("instruments over tissue", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
