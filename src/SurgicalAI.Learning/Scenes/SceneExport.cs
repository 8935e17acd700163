using System.Security.Cryptography;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Vision.Segmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes;

/// <summary>Writes a trained scene network as a model folder, after comparing ONNX Runtime's answers with TorchSharp's.</summary>
internal static class SceneExport
{
    /// <summary>File of the weights from which a fine-tuning starts.</summary>
    public const string WeightsFile = "weights.f16";

    // Of the greatest logit, 10 at least. The engines add up in different orders: trained networks were seen to differ by 1.6e-5.
    private const double Tolerance = 1e-4;

    /// <summary>Writes model.onnx, weights.f16, card.json and README.md.</summary>
    public static ModelCard Write(SceneTrainer trainer, SceneTrainingOptions options, string dataText, SceneOutcome outcome, string folder)
    {
        var net = trainer.Mean.to(CPU);
        net.eval();
        var (scene, lesion) = outcome.Temperatures;
        var difference = Check(net, trainer.Validation.Frames.Take(4), scene, lesion);
        var bytes = SceneGraph.Build(net, scene, lesion, withLogits: false).ToBytes();
        AtomicFile.Write(Path.Combine(folder, "model.onnx"), bytes);
        TensorArchive.Of(net).Save(Path.Combine(folder, WeightsFile));
        var card = Card(net, bytes, options, dataText, outcome, difference);
        card.Save(Path.Combine(folder, "card.json"));
        AtomicFile.Write(Path.Combine(folder, "README.md"), SceneReadme.Text(card, options, outcome));
        return card;
    }

    /// <summary>Largest difference of the logits between the engines on the frames given; above the tolerance it is an error.</summary>
    public static double Check(SceneNet net, IEnumerable<SceneFrame> frames, double scene, double lesion)
    {
        var model = SceneGraph.Build(net, scene, lesion, withLogits: true).ToBytes();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return frames.Max(frame =>
        {
            var bytes = tensor(frame.Picture.AsSpan<byte>().ToArray(), [1, net.Shape.HeightPx, net.Shape.WidthPx, 3]);
            var expected = net.call(bytes.permute(0, 3, 1, 2).to(float32));
            return OnnxCheck.Verify(model, new Dictionary<string, Tensor> { ["frames"] = bytes }, "logits", expected, Tolerance * Math.Max(10, expected.abs().max().item<float>()));
        });
    }

    private static ModelCard Card(SceneNet net, byte[] bytes, SceneTrainingOptions options, string data, SceneOutcome outcome, double difference) => new()
    {
        Name = SceneSegmenter.ModelName,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        Description = "Labels each pixel of an endoscope picture: instrument parts, needle, thread, tissue and the other classes of a scene; polyps; and says how far to doubt the label.",
        Inputs = [new() { Name = "frames", Type = "uint8", Shape = [-1, -1, -1, 3], Units = "N,H,W,C; BGR 0..255; any size, resized inside" }],
        Outputs =
        [
            Map(net, "labels", "N,h,w; label by pixel, the same field of view"),
            Map(net, "doubt", "N,h,w; 255 (1 - calibrated probability of the label)"),
            Map(net, "lesion", "N,h,w; 255 x calibrated probability of a polyp"),
        ],
        Classes = SegmentationClasses.AllNames,
        Labels = [.. SceneLabels.Set.Definitions.Select(d => new LabelCard { Id = d.Id, Name = d.Name, Kind = LabelFile.Word(d.Kind) })],
        Normalisation = $"inside the graph: bilinear resize to {net.Shape.WidthPx}x{net.Shape.HeightPx}, {(net.Shape.Normalise ? "each picture to mean 0 by channel and standard deviation 0.5" : "byte / 127.5 - 1")}",
        Data = data,
        Seed = options.Seed,
        Commit = options.Commit,
        Date = DateTime.UtcNow.ToString("yyyy-MM-dd"),
        Metrics = outcome.Metrics(net.parameters().Sum(p => p.numel()), difference),
        Retrain = $"./run.sh train segmentation --model {SceneSegmenter.ModelName} --preset {options.Preset} --seed {options.Seed}",
    };

    private static TensorCard Map(SceneNet net, string name, string units) =>
        new() { Name = name, Type = "uint8", Shape = [-1, net.Shape.HeightPx, net.Shape.WidthPx], Units = units };
}
