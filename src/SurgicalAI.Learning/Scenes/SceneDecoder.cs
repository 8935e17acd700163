using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Segmentation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// Second half of a scene network: context at stride 16, then up by way of strides 8 and 4, each time joined with what the encoder saw
/// there. Its head predicts the sixteen pixels of each stride-4 cell at once (sub-pixel convolution).
/// </summary>
internal sealed class SceneDecoder : Module<SceneFeatures, Tensor>
{
    private const int Deep = 96;
    private const int AtEighth = 64;
    private const int AtQuarter = 48;

    private readonly ConvUnit _enter;
    private readonly ModuleList<SeparableUnit> _context = new(new SeparableUnit(Deep, Deep, dilation: 2), new SeparableUnit(Deep, Deep, dilation: 4));
    private readonly Conv2d _gate = Conv2d(Deep, Deep, 1);
    private readonly ConvUnit _toEighth = new(Deep, AtEighth, 1, relu: false);
    private readonly ConvUnit _skipEighth;
    private readonly SeparableUnit _upEighth = new(AtEighth, AtEighth);
    private readonly ConvUnit _toQuarter = new(AtEighth, AtQuarter, 1, relu: false);
    private readonly ConvUnit _skipQuarter;
    private readonly SeparableUnit _upQuarter = new(AtQuarter, AtQuarter);
    private readonly Conv2d _head;

    public SceneDecoder((int Quarter, int Eighth, int Sixteenth) channels)
        : base(nameof(SceneDecoder))
    {
        _enter = new(channels.Sixteenth, Deep, 1);
        _skipEighth = new(channels.Eighth, AtEighth, 1, relu: false);
        _skipQuarter = new(channels.Quarter, AtQuarter, 1, relu: false);
        _head = Conv2d(AtQuarter, SceneShape.Outputs * SceneShape.CellPixels, 1);
        RegisterComponents();
    }

    /// <summary>Logits (batch, 16 outputs, height / 4, width / 4); channel 16 c + i is output c at pixel i of the cell, row by row.</summary>
    public override Tensor forward(SceneFeatures seen) => _head.call(Up(seen));

    /// <summary>Logits (batch, outputs, height / 4, width / 4) of one pixel of each cell: all that a training step needs.</summary>
    /// <param name="seen">Features.</param>
    /// <param name="pixel">Which pixel of the cells, 0 to 15.</param>
    public Tensor At(SceneFeatures seen, int pixel) => functional.conv2d(Up(seen), Of(_head.weight, pixel), Of(_head.bias!, pixel));

    /// <summary>The same as <see cref="forward"/> in a graph.</summary>
    public OnnxValue Export(OnnxGraphBuilder graph, in SceneFeatureValues seen)
    {
        var deep = _context[1].Export(graph, _context[0].Export(graph, _enter.Export(graph, seen.Sixteenth)));
        deep = graph.Mul(deep, graph.Sigmoid(graph.Conv(graph.ReduceMean(deep, true, 2, 3), _gate)));
        var eighth = _upEighth.Export(graph, Join(graph, _toEighth.Export(graph, deep), _skipEighth.Export(graph, seen.Eighth)));
        var quarter = _upQuarter.Export(graph, Join(graph, _toQuarter.Export(graph, eighth), _skipQuarter.Export(graph, seen.Quarter)));
        return graph.Conv(quarter, _head);
    }

    private Tensor Up(SceneFeatures seen)
    {
        var deep = _context[1].call(_context[0].call(_enter.call(seen.Sixteenth)));
        deep = deep * _gate.call(deep.mean([2, 3], true)).sigmoid();
        var eighth = _upEighth.call(Join(_toEighth.call(deep), _skipEighth.call(seen.Eighth)));
        return _upQuarter.call(Join(_toQuarter.call(eighth), _skipQuarter.call(seen.Quarter)));
    }

    private static Tensor Of(Tensor parameter, int pixel) =>
        parameter.view([SceneShape.Outputs, SceneShape.CellPixels, .. parameter.shape[1..]]).select(1, pixel);

    private static Tensor Join(Tensor coarse, Tensor skip) =>
        (functional.interpolate(coarse, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false) + skip).relu_();

    private static OnnxValue Join(OnnxGraphBuilder graph, OnnxValue coarse, OnnxValue skip) =>
        graph.Relu(graph.Add(graph.EnlargeLinear(coarse, 2), skip));
}
