using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>
/// Encoder-decoder of depthwise-separable convolutions for pictures of 320 x 192 pixels, made for two CPU cores. It works
/// at strides 2 to 16; its head predicts the four pixels of each stride-2 cell at once (sub-pixel convolution), so that a
/// needle of 1.5 pixels is not blurred away by an enlargement of coarse logits.
/// </summary>
internal sealed class SegmentationNet : Module<Tensor, Tensor>
{
    /// <summary>Width of the network's picture, pixels.</summary>
    public const int WidthPx = 320;

    /// <summary>Height of the network's picture, pixels.</summary>
    public const int HeightPx = 192;

    // Input bytes are shifted and scaled to about zero mean and unit deviation.
    private const float MeanByte = 110;
    private const float DeviationByte = 60;
    private const int Classes = SegmentationClasses.Count;

    private readonly ConvUnit _stem = new(3, 16, 4, stride: 2, padding: 1);
    private readonly SeparableUnit _half = new(16, 16);
    private readonly ModuleList<SeparableUnit> _quarter = new(new SeparableUnit(16, 32, 2), new SeparableUnit(32, 32));
    private readonly ModuleList<SeparableUnit> _eighth = new(new SeparableUnit(32, 64, 2), new SeparableUnit(64, 64), new SeparableUnit(64, 64));
    private readonly ModuleList<SeparableUnit> _sixteenth = new(
        new SeparableUnit(64, 128, 2), new SeparableUnit(128, 128), new SeparableUnit(128, 128, dilation: 2), new SeparableUnit(128, 128, dilation: 4));

    private readonly Conv2d _context = Conv2d(128, 128, 1);
    private readonly ConvUnit _toEighth = new(128, 64, 1, relu: false);
    private readonly SeparableUnit _upEighth = new(64, 64);
    private readonly ConvUnit _toQuarter = new(64, 32, 1, relu: false);
    private readonly SeparableUnit _upQuarter = new(32, 32);
    private readonly ConvUnit _toHalf = new(32, 16, 1, relu: false);
    private readonly SeparableUnit _upHalf = new(16, 24);
    private readonly Conv2d _head = Conv2d(24, 4 * Classes, 1);

    public SegmentationNet()
        : base(nameof(SegmentationNet)) => RegisterComponents();

    /// <summary>Pictures (batch, 3, 192, 320), blue-green-red, 0 to 255, to logits (batch, classes, 192, 320).</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var half = _half.call(_stem.call((input - MeanByte) / DeviationByte));
        var quarter = Chain(_quarter, half);
        var eighth = Chain(_eighth, quarter);
        var deep = Chain(_sixteenth, eighth);
        deep = deep * _context.call(deep.mean([2, 3], true)).sigmoid();
        eighth = _upEighth.call((Enlarge(_toEighth.call(deep)) + eighth).relu_());
        quarter = _upQuarter.call((Enlarge(_toQuarter.call(eighth)) + quarter).relu_());
        half = _upHalf.call((Enlarge(_toHalf.call(quarter)) + half).relu_());
        return functional.pixel_shuffle(_head.call(half), 2).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the network to a graph.</summary>
    /// <param name="graph">Graph under construction.</param>
    /// <param name="pixels">Floats (batch, 3, 192, 320), 0 to 255.</param>
    /// <returns>Logits of the head before its pixels are put in their places: (batch, 4 classes, 96, 160).</returns>
    public OnnxValue Export(OnnxGraphBuilder graph, OnnxValue pixels)
    {
        var scaled = graph.Mul(graph.Sub(pixels, graph.Scalar(MeanByte)), graph.Scalar(1.0 / DeviationByte));
        var half = _half.Export(graph, _stem.Export(graph, scaled));
        var quarter = Chain(graph, _quarter, half);
        var eighth = Chain(graph, _eighth, quarter);
        var deep = Chain(graph, _sixteenth, eighth);
        deep = graph.Mul(deep, graph.Sigmoid(graph.Conv(graph.ReduceMean(deep, true, 2, 3), _context)));
        eighth = _upEighth.Export(graph, Join(graph, _toEighth, deep, eighth));
        quarter = _upQuarter.Export(graph, Join(graph, _toQuarter, eighth, quarter));
        half = _upHalf.Export(graph, Join(graph, _toHalf, quarter, half));
        return graph.Conv(half, _head);
    }

    private static Tensor Chain(ModuleList<SeparableUnit> units, Tensor x)
    {
        foreach (var unit in units)
        {
            x = unit.call(x);
        }

        return x;
    }

    private static OnnxValue Chain(OnnxGraphBuilder graph, ModuleList<SeparableUnit> units, OnnxValue x)
    {
        foreach (var unit in units)
        {
            x = unit.Export(graph, x);
        }

        return x;
    }

    private static Tensor Enlarge(Tensor x) =>
        functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);

    private static OnnxValue Join(OnnxGraphBuilder graph, ConvUnit narrow, OnnxValue deep, OnnxValue skip) =>
        graph.Relu(graph.Add(graph.EnlargeLinear(narrow.Export(graph, deep), 2), skip));
}
