using System.CommandLine;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.App.Training;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>train segmentation</c>: renders labelled scenes, trains, exports, checks.</summary>
internal static class TrainSegmentationVerb
{
    private static readonly Option<string> Model = new("--model")
    {
        Description = $"{OnnxSegmenter.ModelName} (small, for the closed loop in the simulator) or {SceneSegmenter.ModelName} (real endoscopes: parts, scene, lesions, doubt).",
        DefaultValueFactory = _ => OnnxSegmenter.ModelName,
    };

    private static readonly Option<string> Preset = TrainOptions.Preset();
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<int> Threads = TrainOptions.Threads(0);
    private static readonly Option<int?> Scenes = new("--scenes") { Description = "Scenes to train on, instead of the preset's." };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Passes over the scenes, instead of the preset's. With --start, 0 calibrates and scores the model anew and leaves its weights." };
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Folder of the finished model; models/NAME without it." };
    private static readonly Option<DirectoryInfo?> Checkpoints = new("--checkpoints")
    {
        Description = "Folder in which an interrupted training goes on when it is started again; runs/NAME without it.",
    };

    private static readonly Option<string> Size = CommonOptions.Size();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("segmentation", "Trains the segmentation network on simulator frames. Example: train segmentation --preset cpu --seed 1")
        {
            Model, Preset, Seed, Threads, Scenes, Epochs, Out, Checkpoints, Size,
        };
        foreach (var option in SceneTrainOptions.All)
        {
            command.Add(option);
        }

        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation) => parsed.GetRequiredValue(Model) switch
    {
        OnnxSegmenter.ModelName => TrainSmall(parsed, cancellation),
        SceneSegmenter.ModelName => TrainScene(parsed, cancellation),
        var other => throw new UserErrorException($"Unknown model '{other}': use {OnnxSegmenter.ModelName} or {SceneSegmenter.ModelName}."),
    };

    private static Task<int> TrainScene(ParseResult parsed, CancellationToken cancellation)
    {
        var preset = SceneTrainingOptions.ForPreset(parsed.GetRequiredValue(Preset));
        var options = SceneTrainOptions.Apply(parsed, preset) with
        {
            Seed = parsed.GetRequiredValue(Seed),
            Threads = parsed.GetRequiredValue(Threads),
            Scenes = parsed.GetValue(Scenes) ?? preset.Scenes,
            Epochs = parsed.GetValue(Epochs) ?? preset.Epochs,
            CheckpointDirectory = Folder(parsed, Checkpoints, "runs", SceneSegmenter.ModelName),
            Commit = BuildInfo.Commit,
        };
        if (parsed.GetValue(SceneTrainOptions.Ablation))
        {
            RunAblation(parsed, options, cancellation);
            return Task.FromResult(0);
        }

        var result = SceneTraining.Run(
            (width, height) => new SimMixedScenes(width, height), options, Folder(parsed, Out, "models", SceneSegmenter.ModelName), new TrainingLines(), cancellation);
        Console.WriteLine($"{result.Card.Id} after {result.Epochs} epochs: {result.Summary}; written to {result.Directory}");
        return Task.FromResult(0);
    }

    private static void RunAblation(ParseResult parsed, SceneTrainingOptions options, CancellationToken cancellation)
    {
        var folder = Folder(parsed, Out, "runs", "ablation-models");
        var report = new SceneAblation(options, folder, parsed.GetValue(SceneTrainOptions.ScoredOn) ?? []).Run(new TrainingLines(), cancellation);
        foreach (var line in report.Lines())
        {
            Console.WriteLine(line);
        }

        if (parsed.GetValue(SceneTrainOptions.Json) is { } file)
        {
            ReportFile.Write(file, report);
        }
    }

    private static string Folder(ParseResult parsed, Option<DirectoryInfo?> option, string root, string model) =>
        parsed.GetValue(option)?.FullName ?? Path.GetFullPath(Path.Combine(root, model));

    private static Task<int> TrainSmall(ParseResult parsed, CancellationToken cancellation)
    {
        var preset = SegmentationTrainingOptions.ForPreset(parsed.GetRequiredValue(Preset));
        var options = preset with
        {
            Seed = parsed.GetRequiredValue(Seed),
            Threads = parsed.GetRequiredValue(Threads),
            Scenes = parsed.GetValue(Scenes) ?? preset.Scenes,
            Epochs = parsed.GetValue(Epochs) ?? preset.Epochs,
            CheckpointDirectory = Folder(parsed, Checkpoints, "runs", OnnxSegmenter.ModelName),
            Commit = BuildInfo.Commit,
        };
        using var scenes = new SimLabelledScenes(SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "full"));
        var result = SegmentationTraining.Run(scenes, options, Folder(parsed, Out, "models", OnnxSegmenter.ModelName), new TrainingLines(), cancellation);
        Console.WriteLine($"{result.Card.Id}: mean IoU {result.Evaluation.MeanIou:F3} on scenes it never saw; written to {result.Directory}");
        return Task.FromResult(0);
    }
}
