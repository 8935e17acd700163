using TorchSharp;
using TorchSharp.Modules;

namespace SurgicalAI.Learning.Onnx;

/// <content>Layers, taken from trained TorchSharp modules.</content>
internal sealed partial class OnnxGraphBuilder
{
    /// <summary>A weight, copied into the file as floats.</summary>
    public OnnxValue Weight(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var plain = tensor.detach().to(torch.float32).cpu().contiguous();
        return Constant(plain.data<float>().ToArray(), plain.shape);
    }

    /// <summary>A convolution; padding is symmetric and with zeros.</summary>
    public OnnxValue Conv(OnnxValue x, Conv2d layer) => Conv(x, layer, layer.weight, layer.bias, Padding(layer));

    /// <summary>A convolution with the batch normalisation that follows it folded into its weights.</summary>
    public OnnxValue Conv(OnnxValue x, Conv2d layer, BatchNorm2d norm) => Conv(x, layer, norm, Padding(layer));

    /// <summary>The same with padding of its own instead of the layer's: so much above and to the left, so much below and to the right.</summary>
    public OnnxValue Conv(OnnxValue x, Conv2d layer, BatchNorm2d norm, long before, long after) => Conv(x, layer, norm, [before, before, after, after]);

    private OnnxValue Conv(OnnxValue x, Conv2d layer, BatchNorm2d norm, long[] padding)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var gain = norm.weight! / (norm.running_var! + norm.eps).sqrt();
        var shift = layer.bias is null ? norm.running_mean! : norm.running_mean! - layer.bias;
        return Conv(x, layer, layer.weight! * gain.view(-1, 1, 1, 1), norm.bias! - (shift * gain), padding);
    }

    public OnnxValue MatMul(OnnxValue a, OnnxValue b) => Node("MatMul", [a, b]);

    /// <summary>a b + c on matrices.</summary>
    public OnnxValue Gemm(OnnxValue a, OnnxValue b, OnnxValue c) => Node("Gemm", [a, b, c]);

    /// <summary>A linear layer on the last dimension of a tensor of any rank.</summary>
    public OnnxValue Linear(OnnxValue x, Linear layer) => Linear(x, layer.weight!, layer.bias);

    /// <summary>A linear layer by its weight (outputs x inputs) and bias.</summary>
    public OnnxValue Linear(OnnxValue x, torch.Tensor weight, torch.Tensor? bias)
    {
        using var scope = torch.NewDisposeScope();
        var product = MatMul(x, Weight(weight.detach().t()));
        return bias is null ? product : Add(product, Weight(bias));
    }

    /// <summary>Layer normalisation over the last dimension.</summary>
    public OnnxValue LayerNorm(OnnxValue x, LayerNorm layer) => Node(
        "LayerNormalization",
        [x, Weight(layer.weight!), Weight(layer.bias!)],
        OnnxAttribute.Int("axis", -1),
        OnnxAttribute.Float("epsilon", layer.eps));

    private static long[] Padding(Conv2d layer)
    {
        if (layer.padding is not { } padding || layer.padding_type is not null || layer.padding_mode != PaddingModes.Zeros)
        {
            throw new NotSupportedException("Only numbers of zero padding are exported.");
        }

        return [padding[0], padding[^1], padding[0], padding[^1]];
    }

    private OnnxValue Conv(OnnxValue x, Conv2d layer, torch.Tensor weight, torch.Tensor? bias, long[] padding) => Node(
        "Conv",
        bias is null ? [x, Weight(weight)] : [x, Weight(weight), Weight(bias)],
        OnnxAttribute.Ints("kernel_shape", layer.kernel_size[0], layer.kernel_size[^1]),
        OnnxAttribute.Ints("strides", layer.stride[0], layer.stride[^1]),
        OnnxAttribute.Ints("dilations", layer.dilation[0], layer.dilation[^1]),
        OnnxAttribute.Ints("pads", padding),
        OnnxAttribute.Int("group", layer.groups));
}
