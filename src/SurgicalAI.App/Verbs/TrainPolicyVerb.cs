using System.CommandLine;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Policies;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Skills.Act;
using SurgicalAI.Skills.Demonstrations;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Verbs;

/// <summary><c>train policy</c>: segments recorded demonstrations and trains ACT on them.</summary>
internal static class TrainPolicyVerb
{
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Data set of 'collect' (LeRobot v2.1 layout).",
        DefaultValueFactory = _ => new("recordings/needle-reach"),
    };

    private static readonly Option<string> Preset = TrainOptions.Preset();
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<int> Threads = TrainOptions.Threads(1);
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps, instead of the preset's." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on from the checkpoint of an interrupted training." };
    private static readonly Option<DirectoryInfo> Out = TrainOptions.Out(ActPolicy.ModelName);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("policy", "Trains an action-chunking transformer. Example: train policy --data recordings/needle-reach")
        {
            Data, Preset, Seed, Threads, Steps, Resume, Out,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var preset = ActTrainingOptions.Preset(parsed.GetRequiredValue(Preset));
        var options = preset with
        {
            Seed = parsed.GetRequiredValue(Seed),
            Threads = parsed.GetRequiredValue(Threads),
            Steps = parsed.GetValue(Steps) ?? preset.Steps,
            Resume = parsed.GetValue(Resume),
            Commit = BuildInfo.Commit,
            Retrain = "./run.sh collect && ./run.sh train policy",
        };
        var data = DatasetReader.Open(parsed.GetRequiredValue(Data).FullName, new OpenCvVideoCodec(ImagePool.Shared));
        using var segmenter = OnnxSegmenter.Load(new OnnxOptions(), ImagePool.Shared);
        var report = ActTraining.Run(data, segmenter, options, parsed.GetRequiredValue(Out).FullName, new TrainingLines(), cancellation);
        Console.WriteLine(report);
        return Task.FromResult(0);
    }
}
