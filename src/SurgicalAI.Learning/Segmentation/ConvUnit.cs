using SurgicalAI.Learning.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Convolution and batch normalisation, which become one operation at export; then ReLU if wanted.</summary>
internal sealed class ConvUnit : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly bool _relu;

    public ConvUnit(int inputs, int outputs, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool relu = true)
        : base(nameof(ConvUnit))
    {
        _conv = Conv2d(inputs, outputs, kernel, stride: stride, padding: padding, dilation: dilation, groups: groups, bias: false);
        _norm = BatchNorm2d(outputs);
        _relu = relu;
        register_module("conv", _conv);
        register_module("norm", _norm);
        _ = init.kaiming_normal_(_conv.weight, 0, init.FanInOut.FanOut, init.NonlinearityType.ReLU);
    }

    public override Tensor forward(Tensor input)
    {
        using var convolved = _conv.call(input);
        var normed = _norm.call(convolved);
        return _relu ? normed.relu_() : normed;
    }

    public OnnxValue Export(OnnxGraphBuilder graph, OnnxValue input)
    {
        var convolved = graph.Conv(input, _conv, _norm);
        return _relu ? graph.Relu(convolved) : convolved;
    }
}
