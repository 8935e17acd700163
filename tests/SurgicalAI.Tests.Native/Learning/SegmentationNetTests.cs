using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Segmentation;
using SurgicalAI.Learning.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning;

[Collection(TorchAlone.Name)]
public sealed class SegmentationNetTests
{
    public SegmentationNetTests() => TorchRuntime.Start(2, 3);

    [Fact]
    public void Parameters_OfTheNet_AreUnderHalfAMillion()
    {
        using var net = new SegmentationNet();
        Assert.InRange(net.parameters().Sum(p => p.numel()), 10_000, 500_000);
    }

    [Fact]
    public void Export_AfterSomeTraining_EqualsTorchInLogitsAndLabels()
    {
        using var scope = NewDisposeScope();
        using var net = new SegmentationNet();
        for (var i = 0; i < 3; i++)
        {
            _ = net.call(rand(2, 3, SegmentationNet.HeightPx, SegmentationNet.WidthPx) * 255); // moves the batch statistics
        }

        net.eval();
        using var drawn = new DrawnScenes();
        var scenes = SceneSet.Render(drawn, 1, 2, null, default);
        var (difference, agreement) = SegmentationExport.Check(net, scenes);
        Assert.InRange(difference, 0, OnnxCheck.Tolerance);
        Assert.InRange(agreement, 0.999, 1);
    }

    [Theory]
    [InlineData(1, 360, 640)]
    [InlineData(2, 192, 320)]
    [InlineData(3, 97, 131)]
    public void Graph_AnyPictureSizeAndBatch_LabelsInRange(int n, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var net = new SegmentationNet();
        net.eval();
        var frames = randint(0, 255, [n, height, width, 3]).to(uint8);
        var labels = OnnxCheck.Run(
            SegmentationGraph.Build(net, withLogits: false).ToBytes(), new Dictionary<string, Tensor> { ["frames"] = frames }, "labels");
        Assert.Equal([n, 192, 320], labels.shape);
        Assert.InRange(labels.max().item<float>(), 0, 5);
    }

    [Theory]
    [InlineData(360, 640)]
    [InlineData(1024, 1280)]
    [InlineData(97, 131)]
    public void Resize_InsideTheGraph_IsTorchsInterpolateWithinARounding(int height, int width)
    {
        using var scope = NewDisposeScope();
        var frames = randint(0, 255, [1, height, width, 3]).to(uint8);
        var actual = OnnxCheck.Run(SegmentationGraph.BuildResize().ToBytes(), new Dictionary<string, Tensor> { ["frames"] = frames }, "pictures");
        var expected = nn.functional.interpolate(
            frames.permute(0, 3, 1, 2).to(float32), [192, 320], mode: InterpolationMode.Bilinear, align_corners: false).permute(0, 2, 3, 1);
        Assert.InRange((actual - expected).abs().max().item<float>(), 0, 1.5f); // ONNX Runtime cuts off where torch keeps the fraction
    }
}
