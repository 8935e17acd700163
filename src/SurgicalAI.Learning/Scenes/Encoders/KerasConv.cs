using SurgicalAI.Learning.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>
/// Convolution and batch normalisation as Keras has them in its MobileNets: a stride of 2 pads only below and to the right, the
/// normalisation's epsilon is 1e-3, and what follows is cut to 0..6 if wanted. At export it becomes one operation.
/// </summary>
internal sealed class KerasConv : Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-3;

    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly bool _relu6;

    public KerasConv(int inputs, int outputs, int kernel, int stride = 1, int groups = 1, bool relu6 = true)
        : base(nameof(KerasConv))
    {
        _conv = Conv2d(inputs, outputs, kernel, stride: stride, padding: stride == 1 ? kernel / 2 : 0, groups: groups, bias: false);
        _norm = BatchNorm2d(outputs, eps: Epsilon);
        _relu6 = relu6;
        RegisterComponents();
        _ = init.kaiming_normal_(_conv.weight, 0, init.FanInOut.FanOut, init.NonlinearityType.ReLU);
    }

    public Conv2d Conv => _conv;

    public BatchNorm2d Norm => _norm;

    private bool IsStrided => _conv.stride[0] == 2;

    public override Tensor forward(Tensor input)
    {
        using var padded = IsStrided ? functional.pad(input, [0, 1, 0, 1]) : input.alias();
        using var convolved = _conv.call(padded);
        var normed = _norm.call(convolved);
        return _relu6 ? normed.clamp_(0, 6) : normed;
    }

    public OnnxValue Export(OnnxGraphBuilder graph, OnnxValue input)
    {
        var convolved = IsStrided ? graph.Conv(input, _conv, _norm, 0, 1) : graph.Conv(input, _conv, _norm);
        return _relu6 ? graph.Relu6(convolved) : convolved;
    }
}
