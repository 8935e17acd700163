using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Tests.Native.Learning;

/// <summary>Each operation, on random tensors of several forms, must give in ONNX Runtime what TorchSharp gives.</summary>
[Collection(TorchAlone.Name)]
public sealed class OnnxGraphBuilderTests
{
    public OnnxGraphBuilderTests() => TorchRuntime.Start(2, 11);

    [Theory]
    [InlineData(1, 1, 1, 3)]
    [InlineData(2, 1, 1, 3)]
    [InlineData(1, 2, 1, 3)]
    [InlineData(1, 1, 6, 3)]
    [InlineData(2, 1, 6, 4)]
    public void Conv_AnyForm_EqualsTorch(int stride, int dilation, int groups, int kernel)
    {
        using var layer = Conv2d(6, 12, kernel, stride: stride, padding: dilation, dilation: dilation, groups: groups);
        Check((g, x) => g.Conv(x, layer), layer.call, rand(2, 6, 17, 13));
    }

    [Fact]
    public void Conv_WithBatchNorm_IsFoldedExactly()
    {
        using var layer = Conv2d(3, 8, 3, padding: 1, bias: false);
        using var norm = BatchNorm2d(8);
        for (var i = 0; i < 5; i++)
        {
            _ = norm.call(layer.call(randn(4, 3, 9, 9) * 3 + 1));
        }

        norm.eval();
        Check((g, x) => g.Conv(x, layer, norm), x => norm.call(layer.call(x)), randn(2, 3, 9, 9));
    }

    [Fact]
    public void Elementwise_EachOperation_EqualsTorch()
    {
        var x = randn(3, 5, 7) * 4;
        var b = rand(5, 1) + 0.5;
        Check((g, v) => g.Add(v, g.Weight(b)), v => v + b, x);
        Check((g, v) => g.Sub(v, g.Weight(b)), v => v - b, x);
        Check((g, v) => g.Mul(v, g.Weight(b)), v => v * b, x);
        Check((g, v) => g.Div(v, g.Weight(b)), v => v / b, x);
        Check((g, v) => g.Relu(v), v => functional.relu(v), x);
        Check((g, v) => g.Relu6(v), v => functional.relu6(v), x);
        Check((g, v) => g.HardSwish(v), v => functional.hardswish(v), x);
        Check((g, v) => g.Gelu(v), v => functional.gelu(v), x);
        Check((g, v) => g.Sigmoid(v), v => v.sigmoid(), x);
        Check((g, v) => g.Tanh(v), v => v.tanh(), x);
        Check((g, v) => g.Erf(v), v => v.erf(), x);
        Check((g, v) => g.Sqrt(v), v => v.sqrt(), x.abs());
        Check((g, v) => g.Softmax(v, 1), v => v.softmax(1), x);
    }

    [Fact]
    public void Shape_EachOperation_EqualsTorch()
    {
        var x = randn(2, 6, 8);
        Check((g, v) => g.Transpose(v, 0, 2, 1), v => v.transpose(1, 2), x);
        Check((g, v) => g.Reshape(v, 0, -1, 3), v => v.view(2, -1, 3), x);
        Check((g, v) => g.Concat(1, v, v), v => cat([v, v], 1), x);
        Check((g, v) => g.Slice(v, 2, 1, 5), v => v.narrow(2, 1, 4), x);
        Check((g, v) => g.Split(v, 1, 2, 4)[1], v => v.narrow(1, 2, 4), x);
        Check((g, v) => g.Gather(v, g.Integers(3, 0), 1), v => v.index_select(1, tensor(new long[] { 3, 0 })), x);
        Check((g, v) => g.Squeeze(g.Unsqueeze(v, 1), 1), v => v, x);
        Check((g, v) => g.Expand(g.Slice(v, 1, 0, 1), g.Integers(2, 5, 8)), v => v.narrow(1, 0, 1).expand(2, 5, 8), x);
        Check((g, v) => g.ReduceMean(v, true, 1, 2), v => v.mean([1, 2], true), x);
        Check((g, v) => g.Cast(g.ArgMax(v, 1), OnnxType.Float), v => v.argmax(1).to(float32), x);
        Check((g, v) => g.PixelShuffle(v, 2), v => functional.pixel_shuffle(v, 2), randn(2, 24, 5, 3));
    }

    [Theory]
    [InlineData(8, 6)]
    [InlineData(31, 17)]
    [InlineData(4, 40)]
    public void ResizeLinear_AnySize_EqualsInterpolate(int height, int width)
    {
        var x = rand(2, 3, 13, 11);
        torch.Tensor Expected(torch.Tensor v) => functional.interpolate(v, [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
        Check((g, v) => g.ResizeLinear(v, height, width), Expected, x);
        Check(
            (g, v) => g.Transpose(g.ResizeLinearChannelsLast(g.Transpose(v, 0, 2, 3, 1), height, width), 0, 3, 1, 2), Expected, x);
    }

    [Fact]
    public void Dense_LinearNormAndGemm_EqualTorch()
    {
        using var linear = Linear(6, 4);
        using var norm = LayerNorm(6);
        norm.weight!.requires_grad_(false).copy_(rand(6));
        var (w, c) = (randn(6, 4), randn(4));
        Check((g, v) => g.Linear(v, linear), linear.call, randn(2, 5, 6));
        Check((g, v) => g.LayerNorm(v, norm), norm.call, randn(2, 5, 6) * 3);
        Check((g, v) => g.Gemm(v, g.Weight(w), g.Weight(c)), v => v.matmul(w) + c, randn(5, 6));
    }

    [Fact]
    public void MultiHeadAttention_OfTorchsPackedWeights_EqualsTorch()
    {
        using var torchs = MultiheadAttention(16, 4);
        var p = torchs.named_parameters().ToDictionary(n => n.name, n => n.parameter);
        p["in_proj_bias"].requires_grad_(false).copy_(randn(48));
        var memory = randn(2, 7, 16);
        Check(
            (g, x) => g.MultiHeadAttention(
                x, g.Weight(memory), g.Weight(memory), (p["in_proj_weight"], p["in_proj_bias"]), (p["out_proj.weight"], p["out_proj.bias"]), 4),
            x =>
            {
                var m = memory.transpose(0, 1);
                return torchs.call(x.transpose(0, 1), m, m, null, false, null).Item1.transpose(0, 1);
            },
            randn(2, 5, 16));
    }

    [Fact]
    public void Verify_WrongGraph_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Check((g, x) => g.Add(x, g.Scalar(1e-3)), x => x, rand(2, 2)));

    private static void Check(Func<OnnxGraphBuilder, OnnxValue, OnnxValue> export, Func<torch.Tensor, torch.Tensor> reference, torch.Tensor x)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var graph = new OnnxGraphBuilder("test");
        var result = export(graph, graph.Input("x", OnnxType.Float, x.shape.Select(d => (OnnxDim)d).ToArray()));
        var expected = reference(x);
        graph.Output("y", result, OnnxType.Float, expected.shape.Select((_, i) => (OnnxDim)$"d{i}").ToArray());
        OnnxCheck.Verify(graph.ToBytes(), new Dictionary<string, torch.Tensor> { ["x"] = x }, "y", expected);
    }
}
