using Microsoft.ML.OnnxRuntime;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

[Collection(TorchAlone.Name)]
public sealed class MobileNetEncoderTests
{
    public MobileNetEncoderTests() => TorchRuntime.Start(2, 3);

    [Fact]
    public void Forward_PublishedWeights_EqualsTheReferenceGraph()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var encoder = new MobileNetEncoder(null);
        new KerasWeights(PublishedWeights()).CopyTo(encoder);
        encoder.eval();
        var pictures = (rand(1, 3, 256, 320) * 2) - 1;
        var seen = encoder.call(pictures.flip(1));
        Assert.InRange(Reference(pictures, "s4_24", seen.Quarter), 0, 1e-4);
        Assert.InRange(Reference(pictures, "s8_32", seen.Eighth), 0, 1e-4);
        Assert.InRange(Reference(pictures, "s16_96", seen.Sixteenth), 0, 1e-4);
    }

    [Fact]
    public void Forward_WeightsOfTheRepository_AreThePublishedOnesInSixteenBits()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var published = new MobileNetEncoder(null);
        new KerasWeights(PublishedWeights()).CopyTo(published);
        using var packed = new MobileNetEncoder(TensorArchive.Load(PretrainedEncoder.Find(null)));
        published.eval();
        packed.eval();
        var pictures = (rand(1, 3, 128, 160) * 2) - 1;
        var (exact, near) = (published.call(pictures).Sixteenth, packed.call(pictures).Sixteenth);
        Assert.InRange(((exact - near).std() / exact.std()).item<float>(), 0, 0.02);
    }

    [Fact]
    public void CopyTo_ArchiveOfAnotherNetwork_IsRefusedInOneLine()
    {
        using var linear = nn.Linear(3, 2);
        var archive = TensorArchive.Of(linear);
        using var encoder = new MobileNetEncoder(null);
        var message = Assert.Throws<UserErrorException>(() => archive.CopyTo(encoder)).Message;
        Assert.Contains("do not fit", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Load_FileCutShort_IsRefusedInOneLine()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var linear = nn.Linear(3, 2);
            TensorArchive.Of(linear).Save(path);
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
            Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => TensorArchive.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Reference(Tensor pictures, string output, Tensor expected)
    {
        var model = File.ReadAllBytes(Path.Combine(PublishedWeights(), "mobilenet_v2_encoder.onnx"));
        using var session = new InferenceSession(model);
        return OnnxCheck.MaxDifference(model, new Dictionary<string, Tensor> { [session.InputNames[0]] = pictures }, output, expected);
    }

    private static string PublishedWeights()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", "weights");
            if (File.Exists(Path.Combine(path, "mobilenet_v2_encoder.onnx")))
            {
                return path;
            }
        }

        Assert.Skip("shared/data/weights is not here.");
        return "";
    }
}
