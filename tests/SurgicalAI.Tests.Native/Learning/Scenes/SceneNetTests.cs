using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

[Collection(TorchAlone.Name)]
public sealed class SceneNetTests
{
    public SceneNetTests() => TorchRuntime.Start(2, 3);

    [Theory]
    [InlineData("mobilenet", true)]
    [InlineData("mobilenet", false)]
    [InlineData("plain", true)]
    public void Export_AfterSomeTraining_EqualsTorchInEveryOutput(string encoder, bool normalise)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var net = Trained(new(encoder, 160, 128, normalise));
        var frames = randint(0, 255, [2, 128, 160, 3]).to(uint8);
        var logits = net.call(frames.permute(0, 3, 1, 2).to(float32));
        var model = SceneGraph.Build(net, 1.7, 1.3, withLogits: true).ToBytes();
        var inputs = new Dictionary<string, Tensor> { ["frames"] = frames };
        _ = OnnxCheck.Verify(model, inputs, "logits", logits);
        var placed = nn.functional.pixel_shuffle(logits, 4);
        var (scene, lesion) = (placed.narrow(1, 0, SceneShape.Classes), placed[.., SceneShape.Classes]);
        var doubt = 255 * (1 - nn.functional.softmax(scene / 1.7, 1).amax(1));
        Assert.InRange(OnnxCheck.Run(model, inputs, "labels").eq(scene.argmax(1)).to(float32).mean().item<float>(), 0.999f, 1);
        Assert.InRange(OnnxCheck.MaxDifference(model, inputs, "doubt", doubt), 0, 0.6);
        Assert.InRange(OnnxCheck.MaxDifference(model, inputs, "lesion", 255 * (lesion / 1.3).sigmoid()), 0, 0.6);
    }

    [Theory]
    [InlineData(1, 512, 640)]
    [InlineData(2, 97, 131)]
    public void Graph_AnyPictureSizeAndBatch_MapsOfTheNetworksSize(int n, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var net = Trained(new("mobilenet", 96, 64));
        var inputs = new Dictionary<string, Tensor> { ["frames"] = randint(0, 255, [n, height, width, 3]).to(uint8) };
        Assert.Equal([n, 64, 96], OnnxCheck.Run(SceneGraph.Build(net, 1, 1, withLogits: false).ToBytes(), inputs, "lesion").shape);
    }

    [Theory]
    [InlineData("mobilenet")]
    [InlineData("plain")]
    public void Parameters_OfBothNets_AreAboutAMillionOrLess(string encoder)
    {
        using var net = new SceneNet(new(encoder), null);
        Assert.InRange(net.parameters().Sum(p => p.numel()), 500_000, 1_200_000);
    }

    [Fact]
    public void See_FrozenEncoder_GivesTheLogitsOfTheWholeNetwork()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var net = Trained(new("mobilenet", 96, 64));
        using var frozen = new FrozenEncoder(net, 1);
        var frames = randint(0, 255, [2, 64, 96, 3]).to(uint8);
        var seen = frozen.See(frames.data<byte>().ToArray(), 2, 64, 96, CPU);
        var expected = net.call(frames.permute(0, 3, 1, 2).to(float32)).view(2, SceneShape.Outputs, SceneShape.CellPixels, 16, 24).select(2, 5);
        Assert.InRange((net.At(seen, 5) - expected).abs().max().item<float>(), 0, OnnxCheck.Tolerance);
    }

    [Fact]
    public void Of_StateOfANetwork_NamesEachTensorOnce()
    {
        using var net = new SceneNet(new("mobilenet", 96, 64), null);
        Assert.Equal(net.parameters().Count(), ModuleState.Of(net).Count(t => t.Value.requires_grad));
    }

    // Moves the batch statistics off their start.
    private static SceneNet Trained(SceneShape shape)
    {
        var net = new SceneNet(shape, null);
        using var noGradient = no_grad();
        for (var i = 0; i < 3; i++)
        {
            using var pictures = rand(2, 3, shape.HeightPx, shape.WidthPx) * 255;
            net.call(pictures).Dispose();
        }

        net.eval();
        return net;
    }
}
