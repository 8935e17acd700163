using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Segmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Writes a trained network as a model folder, after comparing ONNX Runtime's answers with TorchSharp's.</summary>
internal static class SegmentationExport
{
    private const int H = SegmentationNet.HeightPx;
    private const int W = SegmentationNet.WidthPx;

    /// <summary>Writes model.onnx and a card with what is known so far.</summary>
    public static ModelCard Write(SegmentationTrainer trainer, SegmentationTrainingOptions options, ILabelledScenes scenes, SceneSet samples, string folder)
    {
        var net = trainer.Net.to(CPU);
        net.eval();
        var (difference, agreement) = Check(net, samples);
        var bytes = SegmentationGraph.Build(net, withLogits: false).ToBytes();
        AtomicFile.Write(Path.Combine(folder, "model.onnx"), bytes);
        var card = new ModelCard
        {
            Name = OnnxSegmenter.ModelName,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Description = "Labels each pixel of an endoscope picture as background tissue, shaft, wrist, jaw, needle or target.",
            Inputs = [new() { Name = "frames", Type = "uint8", Shape = [-1, -1, -1, 3], Units = "N,H,W,C; BGR 0..255; any size, resized inside" }],
            Outputs = [new() { Name = "labels", Type = "uint8", Shape = [-1, H, W], Units = "N,h,w; class by pixel, the same field of view" }],
            Classes = SegmentationClasses.Names,
            Normalisation = "inside the graph: bilinear resize to 320x192, (byte - 110) / 60",
            Data = $"{options.Scenes} scenes of {scenes.Name} at {scenes.WidthPx}x{scenes.HeightPx}, best of {trainer.EpochsDone} epochs on {options.ValidationScenes} held-out scenes",
            Seed = options.Seed,
            Commit = options.Commit,
            Date = DateTime.UtcNow.ToString("yyyy-MM-dd"),
            Metrics = new Dictionary<string, double>
            {
                ["validation_mean_iou"] = Math.Round(trainer.BestIou, 4),
                ["parameters"] = net.parameters().Sum(p => p.numel()),
                ["onnx_max_logit_difference"] = difference,
                ["onnx_label_agreement"] = agreement,
                ["two_eyes_ms_p50"] = Math.Round(Time(bytes, scenes), 2),
            },
            Retrain = $"./run.sh train segmentation --preset {options.Preset} --seed {options.Seed}",
        };
        card.Save(Path.Combine(folder, "card.json"));
        return card;
    }

    /// <summary>Adds the evaluation to the card and writes the README.</summary>
    public static ModelCard Describe(ModelCard card, SegmentationEvaluation evaluation, string folder)
    {
        var metrics = new Dictionary<string, double>(card.Metrics)
        {
            ["mean_iou"] = Math.Round(evaluation.MeanIou, 4),
            ["mean_iou_full_resolution"] = Math.Round(evaluation.FullResolution.MeanIou, 4),
        };
        foreach (var score in evaluation.Classes)
        {
            if (score.Iou is { } iou)
            {
                metrics[$"iou_{score.Name}"] = Math.Round(iou, 4);
            }
        }

        var full = card with { Metrics = metrics };
        full.Save(Path.Combine(folder, "card.json"));
        AtomicFile.Write(Path.Combine(folder, "README.md"), SegmentationReadme.Text(full, evaluation));
        return full;
    }

    /// <summary>Largest difference of the logits, and the share of pixels with equal labels, on rendered pictures.</summary>
    public static (double MaxDifference, double LabelAgreement) Check(SegmentationNet net, SceneSet samples)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var count = Math.Min(4, samples.Count);
        var bytes = Enumerable.Range(0, count).SelectMany(i => samples.Picture(i).ToArray()).ToArray();
        var frames = tensor(bytes, [count, H, W, 3]);
        var expected = net.call(frames.permute(0, 3, 1, 2).to(float32));
        var model = SegmentationGraph.Build(net, withLogits: true).ToBytes();
        var inputs = new Dictionary<string, Tensor> { ["frames"] = frames };
        var difference = OnnxCheck.Verify(model, inputs, "logits", expected);
        var labels = OnnxCheck.Run(model, inputs, "labels");
        return (difference, labels.eq(expected.argmax(1).to(float32)).to(float32).mean().item<float>());
    }

    // Median time of one run on both eyes, two threads.
    private static double Time(byte[] model, ILabelledScenes scenes)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 2 };
        using var session = new InferenceSession(model, options);
        using var run = new RunOptions();
        using var frames = OrtValue.CreateTensorValueFromMemory(new byte[2 * scenes.HeightPx * scenes.WidthPx * 3], [2, scenes.HeightPx, scenes.WidthPx, 3]);
        var times = new double[40];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var results = session.Run(run, ["frames"], [frames], ["labels"]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }
}
