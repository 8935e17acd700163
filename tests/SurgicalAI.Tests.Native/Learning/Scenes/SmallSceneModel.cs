using System.Security.Cryptography;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Torch;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

/// <summary>The folder of a small scene model with random weights, whose logits are as far apart as a trained network's.</summary>
internal sealed class SmallSceneModel : IDisposable
{
    public SmallSceneModel(bool normalise = true, int widthPx = 160, int heightPx = 128, ulong seed = 3, Func<ModelCard, ModelCard>? change = null)
    {
        TorchRuntime.Start(2, seed);
        (WidthPx, HeightPx) = (widthPx, heightPx);
        using var net = new SceneNet(new("mobilenet", widthPx, heightPx, normalise), null);
        using (no_grad())
        {
            for (var i = 0; i < 3; i++)
            {
                using var pictures = rand(2, 3, heightPx, widthPx) * 255;
                net.call(pictures).Dispose();
            }
        }

        net.eval();
        Bytes = SceneGraph.Build(net, 0.2, 0.1, withLogits: false).ToBytes();
        File.WriteAllBytes(Path.Combine(Folder, "model.onnx"), Bytes);
        TensorArchive.Of(net).Save(Path.Combine(Folder, SceneExport.WeightsFile));
        (change?.Invoke(Card()) ?? Card()).Save(Path.Combine(Folder, "card.json"));
    }

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("small-scene-").FullName;

    public int WidthPx { get; }

    public int HeightPx { get; }

    public byte[] Bytes { get; }

    public ModelDirectory Open() => ModelDirectory.Open(Folder);

    /// <summary>A picture with edges, gradients and noise; of noise alone if wanted.</summary>
    public static byte[] Picture(int widthPx, int heightPx, int seed, bool noise = false)
    {
        var random = new Random(seed);
        var picture = new byte[3 * widthPx * heightPx];
        for (var i = 0; i < picture.Length; i++)
        {
            var (x, y, c) = (i / 3 % widthPx, i / 3 / widthPx, i % 3);
            var rod = Math.Abs(x - (widthPx / 3) - (y / 4)) < widthPx / 12 ? 90 : 0;
            picture[i] = (byte)(noise ? random.Next(256) : Math.Clamp(40 + (60 * c) + (80 * y / heightPx) - rod + random.Next(12) + (20 * Math.Sin(x / 17.0)), 0, 255));
        }

        return picture;
    }

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    private ModelCard Card() => new()
    {
        Name = "endoscope-scene",
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes)),
        Inputs = [new() { Name = "frames", Type = "uint8", Shape = [-1, -1, -1, 3] }],
        Outputs = [Map("labels"), Map("doubt"), Map("lesion")],
        Classes = SegmentationClasses.AllNames,
        Labels = [.. SceneLabels.Set.Definitions.Select(d => new LabelCard { Id = d.Id, Name = d.Name, Kind = LabelFile.Word(d.Kind) })],
        Retrain = "./run.sh train segmentation --model endoscope-scene",
    };

    private TensorCard Map(string name) => new() { Name = name, Type = "uint8", Shape = [-1, HeightPx, WidthPx] };
}
