using SurgicalAI.App.Training;
using SurgicalAI.Learning.Training;
using SurgicalAI.Tests.Native.Datasets;
using SurgicalAI.Tests.Native.Learning;

namespace SurgicalAI.Tests.Native.App;

[Collection(TorchAlone.Name)]
public sealed class SceneAblationTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SmallestTraining_TabulatesEveryVariantAndLeavesItsModel()
    {
        var report = Ablation().Run(new Progress<TrainingProgress>(), default);
        Assert.Equal(["whole", "no-pretrained", "plain", "no-sim", "no-normalise", "no-self-training", "fourier-instead", "fourier-besides"], report.Variants.Select(v => v.Name));
        Assert.All(report.Variants, v => Assert.True(File.Exists(_folder.At($"models/{v.Name}/model.onnx")), v.Name));

        Assert.All(report.Variants, v => Assert.Equal("endovis2015", Assert.Single(v.Scored).Dataset));

        // A header and a line for each; what was changed shows: other weights, another network.
        Assert.Equal(report.Variants.Count + 1, report.Lines().Count());
        var whole = report.Variants[0];
        Assert.NotEqual(whole.ModelSha256, report.Variants.Single(v => v.Name == "no-normalise").ModelSha256);
        Assert.NotEqual(whole.Parameters, report.Variants.Single(v => v.Name == "plain").Parameters);
    }

    private SceneAblation Ablation() => new(
        new()
        {
            Pretrained = false,
            WidthPx = 64,
            HeightPx = 64,
            Scenes = 2,
            ValidationFrames = 1,
            Epochs = 1,
            Steps = 1,
            Batch = 2,
            Threads = 1,
            Labelled = [Outlined("learnt")],
            CacheDirectory = _folder.At("cache"),
            CheckpointDirectory = _folder.At("runs"),
        },
        _folder.At("models"), [Outlined("scored")]);

    // One operation with a frame, a third of which is instrument.
    private string Outlined(string name)
    {
        _folder.Picture($"{name}/OP1/Raw/img_01_raw.png", 6, 3, seed: name.Length);
        _folder.Mask($"{name}/OP1/Masks/img_01_class.png", 6, 3, (new(1, 0, 2, 3), 160));
        return $"endovis2015:{_folder.At(name)}";
    }
}
