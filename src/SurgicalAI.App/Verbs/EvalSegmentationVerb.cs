using System.CommandLine;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>eval segmentation</c>: how well the network labels scenes that it never saw.</summary>
internal static class EvalSegmentationVerb
{
    private static readonly Option<string> Source = new("--source")
    {
        Description = "sim: scenes of the simulator, with everything randomised, as in training.",
        DefaultValueFactory = _ => "sim",
    };

    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 300, "Scenes.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(2000);
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("segmentation", "Scores the segmentation network. Example: eval segmentation --source sim --frames 300 --seed 2000 --json seg.json")
        {
            Source, Frames, Seed, Device, Size, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetRequiredValue(Source) is not "sim" and var source)
        {
            throw new UserErrorException($"--source '{source}' has no labels to score against; use sim.");
        }

        var device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device));
        Console.Error.WriteLine($"device {device}");
        using var scenes = new SimLabelledScenes(SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "full"));
        using var segmenter = OnnxSegmenter.Load(new OnnxOptions { Device = device }, ImagePool.Shared);
        var card = ModelDirectory.Find(OnnxSegmenter.ModelName).Card;
        var options = new SegmentationEvaluationOptions
        {
            Frames = parsed.GetRequiredValue(Frames),
            Seed = parsed.GetRequiredValue(Seed),
            ModelName = card.Name,
            ModelSha256 = card.Sha256,
            Device = device.Name,
            Machine = MachineInfo.Describe(),
            Commit = BuildInfo.Commit,
        };
        var evaluation = SegmentationEvaluator.Run(scenes, segmenter, options, new TrainingLines(), cancellation);
        Print(evaluation);
        if (parsed.GetValue(Json) is { } file)
        {
            evaluation.Save(file.FullName);
        }

        return Task.FromResult(0);
    }

    private static void Print(SegmentationEvaluation evaluation)
    {
        foreach (var score in evaluation.Classes)
        {
            Console.WriteLine($"{score.Name,-11} IoU {score.Iou:F3}");
        }

        Console.WriteLine($"mean IoU    {evaluation.MeanIou:F3} at {evaluation.Resolution[0]}x{evaluation.Resolution[1]}, {evaluation.FullResolution.MeanIou:F3} at full resolution");
    }
}
