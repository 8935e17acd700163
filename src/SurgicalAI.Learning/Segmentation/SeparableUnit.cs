using SurgicalAI.Learning.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Depthwise 3x3, then pointwise convolution; with a short cut where input and output have one form.</summary>
internal sealed class SeparableUnit : Module<Tensor, Tensor>
{
    private readonly ConvUnit _depthwise;
    private readonly ConvUnit _pointwise;
    private readonly bool _shortcut;

    public SeparableUnit(int inputs, int outputs, int stride = 1, int dilation = 1)
        : base(nameof(SeparableUnit))
    {
        _depthwise = new ConvUnit(inputs, inputs, 3, stride, dilation, dilation, inputs);
        _shortcut = inputs == outputs && stride == 1;
        _pointwise = new ConvUnit(inputs, outputs, 1, relu: !_shortcut);
        register_module("depthwise", _depthwise);
        register_module("pointwise", _pointwise);
    }

    public override Tensor forward(Tensor input)
    {
        using var spread = _depthwise.call(input);
        var mixed = _pointwise.call(spread);
        return _shortcut ? mixed.add_(input).relu_() : mixed;
    }

    public OnnxValue Export(OnnxGraphBuilder graph, OnnxValue input)
    {
        var mixed = _pointwise.Export(graph, _depthwise.Export(graph, input));
        return _shortcut ? graph.Relu(graph.Add(mixed, input)) : mixed;
    }
}
