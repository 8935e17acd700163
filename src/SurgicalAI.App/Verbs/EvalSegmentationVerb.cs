using System.CommandLine;
using System.CommandLine.Parsing;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>eval segmentation</c>: how well a network labels scenes that it never saw, the simulator's or those of a data set.</summary>
internal static class EvalSegmentationVerb
{
    private static readonly Option<string> Source = new("--source")
    {
        Description = "sim: scenes of the simulator, with everything randomised, as in training.",
        DefaultValueFactory = _ => "sim",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Real frames with labels instead, as FORMAT:FOLDER (endovis2015:data/endovis; see docs/datasets.md), or sim:needle-reach, sim:mixed and sim:film of the simulator.",
    };

    private static readonly Option<string?> Model = new("--model")
    {
        Description = "With --data: name or folder of the model; the shipped scene network when left out.",
    };

    private static readonly Option<double> Tau = CommonOptions.Pixels("--tau", 10, "With --data: tolerance of the boundary score, pixels of the frames.");

    private static readonly Option<string[]> Groups = new("--group")
    {
        Description = "With --data: only these patients, operations or centres; several with spaces between them.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Split = new("--split")
    {
        Description = "With --data: only this part of the set (train, val, test).",
    };

    private static readonly Option<bool> Robustness = new("--robustness")
    {
        Description = "With --data: also on corrupted pictures (blur, smoke, noise, exposure, JPEG), 30 runs a frame.",
    };

    private static readonly Option<FileInfo?> Report = CommonOptions.Output("--report", "With --data: write a page for people to this file (HTML, works offline).");
    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 300, "Scenes; with --data, frames evenly over the set (all when left out).");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(2000);
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("segmentation", "Scores a segmentation network. Examples: eval segmentation --source sim --frames 300 --seed 2000 --json seg.json; eval segmentation --data endovis2015:FOLDER --json seg.json --report seg.html")
        {
            Source, Data, Model, Tau, Groups, Split, Robustness, Report, Frames, Seed, Device, Size, Json,
        };
        command.Validators.Add(Together);
        command.SetAction(Run);
        return command;
    }

    private static void Together(CommandResult result)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
        if (Given(Data) && Given(Source))
        {
            result.AddError("--data takes the place of --source; leave that out.");
        }

        if (!Given(Data) && new Option[] { Model, Tau, Groups, Split, Robustness, Report }.FirstOrDefault(Given) is { } lonely)
        {
            result.AddError($"{lonely.Name} needs --data FORMAT:FOLDER.");
        }
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device));
        if (parsed.GetValue(Data) is { } data)
        {
            OnData(parsed, data, device, cancellation);
        }
        else
        {
            InTheSimulator(parsed, device, cancellation);
        }

        return Task.FromResult(0);
    }

    private static void OnData(ParseResult parsed, string data, DeviceChoice device, CancellationToken cancellation)
    {
        var options = new EvaluationOptions
        {
            TolerancePx = parsed.GetRequiredValue(Tau),
            Seed = parsed.GetRequiredValue(Seed),
            Frames = parsed.GetResult(Frames) is { Implicit: false } ? parsed.GetRequiredValue(Frames) : null,
            Groups = parsed.GetValue(Groups) ?? [],
            Split = parsed.GetValue(Split),
            Robustness = parsed.GetValue(Robustness),
        };
        var run = new SegmentationOnData(data, parsed.GetValue(Model), device, options, parsed.GetRequiredValue(Size));
        Print(run.Run(parsed.GetValue(Json), parsed.GetValue(Report), cancellation));
    }

    private static void InTheSimulator(ParseResult parsed, DeviceChoice device, CancellationToken cancellation)
    {
        if (parsed.GetRequiredValue(Source) is not "sim" and var source)
        {
            throw new UserErrorException($"--source '{source}' has no labels to score against; use sim, or --data FORMAT:FOLDER.");
        }

        using var scenes = new SimLabelledScenes(SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "full"));
        using var segmenter = OnnxSegmenter.Load(new OnnxOptions { Device = device }, ImagePool.Shared);
        Console.Error.WriteLine($"device {device}");
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
    }

    private static void Print(EvalSegmentationDataReport r)
    {
        foreach (var score in r.Classes)
        {
            Console.WriteLine($"{score.Name,-20} IoU {score.Iou:F3}  Dice {score.Dice:F3}  NSD {score.Nsd:F3}{(score.Known ? "" : "  (unknown to the network)")}");
        }

        foreach (var group in r.ByGroup)
        {
            Console.WriteLine($"{group.Group,-20} IoU {group.Iou:F3}  Dice {group.Dice:F3}  NSD {group.Nsd:F3}  ({group.Frames} frames)");
        }

        var b = r.Binary;
        Console.WriteLine($"any {b.Of,-16} IoU {b.Iou:F3}  Dice {b.Dice:F3}  NSD {b.Nsd:F3}  (95 % of the IoU {b.IouCi95?[0]:F3} to {b.IouCi95?[1]:F3} over {b.Ci95Over}, 5th percentile {b.IouP5:F3})");
        Console.WriteLine($"mean IoU {r.Miou:F3}, calibration error {(r.Calibration.Ece is { } ece ? $"{ece:F3}" : "unknown: the network tells no doubt")}");
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
