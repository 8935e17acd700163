using System.CommandLine;
using SurgicalAI.App.Simulation;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>train segmentation</c>: renders labelled scenes, trains, exports, checks.</summary>
internal static class TrainSegmentationVerb
{
    private static readonly Option<string> Preset = TrainOptions.Preset();
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<int> Threads = TrainOptions.Threads(0);
    private static readonly Option<int?> Scenes = new("--scenes") { Description = "Scenes to train on, instead of the preset's." };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Passes over the scenes, instead of the preset's." };
    private static readonly Option<DirectoryInfo> Out = TrainOptions.Out(OnnxSegmenter.ModelName);
    private static readonly Option<DirectoryInfo> Checkpoints = TrainOptions.Checkpoints(OnnxSegmenter.ModelName);
    private static readonly Option<string> Size = CommonOptions.Size();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("segmentation", "Trains the segmentation network on simulator frames. Example: train segmentation --preset cpu --seed 1")
        {
            Preset, Seed, Threads, Scenes, Epochs, Out, Checkpoints, Size,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var preset = SegmentationTrainingOptions.ForPreset(parsed.GetRequiredValue(Preset));
        var options = preset with
        {
            Seed = parsed.GetRequiredValue(Seed),
            Threads = parsed.GetRequiredValue(Threads),
            Scenes = parsed.GetValue(Scenes) ?? preset.Scenes,
            Epochs = parsed.GetValue(Epochs) ?? preset.Epochs,
            CheckpointDirectory = parsed.GetRequiredValue(Checkpoints).FullName,
            Commit = BuildInfo.Commit,
        };
        using var scenes = new SimLabelledScenes(SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "full"));
        var result = SegmentationTraining.Run(scenes, options, parsed.GetRequiredValue(Out).FullName, new TrainingLines(), cancellation);
        Console.WriteLine($"{result.Card.Id}: mean IoU {result.Evaluation.MeanIou:F3} on scenes it never saw; written to {result.Directory}");
        return Task.FromResult(0);
    }
}
