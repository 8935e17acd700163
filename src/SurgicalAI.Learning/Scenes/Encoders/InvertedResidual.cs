using SurgicalAI.Learning.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>MobileNetV2's block: widen, depthwise 3x3, narrow; with a short cut where input and output have one form.</summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly KerasConv? _expand;
    private readonly KerasConv _depthwise;
    private readonly KerasConv _project;
    private readonly bool _shortcut;

    public InvertedResidual(int inputs, int outputs, int stride, int expansion = 6)
        : base(nameof(InvertedResidual))
    {
        var wide = inputs * expansion;
        _expand = expansion > 1 ? new KerasConv(inputs, wide, 1) : null;
        _depthwise = new KerasConv(wide, wide, 3, stride, wide);
        _project = new KerasConv(wide, outputs, 1, relu6: false);
        _shortcut = stride == 1 && inputs == outputs;
        RegisterComponents();
    }

    public KerasConv? Expand => _expand;

    public KerasConv Depthwise => _depthwise;

    public KerasConv Project => _project;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = _project.call(_depthwise.call(_expand?.call(input) ?? input));
        return (_shortcut ? narrow.add_(input) : narrow).MoveToOuterDisposeScope();
    }

    public OnnxValue Export(OnnxGraphBuilder graph, OnnxValue input)
    {
        var wide = _expand?.Export(graph, input) ?? input;
        var narrow = _project.Export(graph, _depthwise.Export(graph, wide));
        return _shortcut ? graph.Add(narrow, input) : narrow;
    }
}
