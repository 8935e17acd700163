using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Segmentation;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>
/// The control: a U-Net's way down made of depthwise-separable units, started from random weights. With the decoder it has about a
/// million parameters, as many as the pretrained network.
/// </summary>
internal sealed class PlainEncoder : SceneEncoder
{
    private readonly ConvUnit _stem = new(3, 24, 4, stride: 2, padding: 1);
    private readonly SeparableUnit _half = new(24, 24);
    private readonly ModuleList<SeparableUnit> _quarter = new(new SeparableUnit(24, 48, 2), new SeparableUnit(48, 48));
    private readonly ModuleList<SeparableUnit> _eighth = new(new SeparableUnit(48, 128, 2), new SeparableUnit(128, 128), new SeparableUnit(128, 128));
    private readonly ModuleList<SeparableUnit> _sixteenth = new(
        new SeparableUnit(128, 320, 2), new SeparableUnit(320, 320), new SeparableUnit(320, 320, dilation: 2), new SeparableUnit(320, 320, dilation: 2),
        new SeparableUnit(320, 320, dilation: 4), new SeparableUnit(320, 320, dilation: 4), new SeparableUnit(320, 320));

    public PlainEncoder()
        : base(nameof(PlainEncoder)) => RegisterComponents();

    /// <inheritdoc/>
    public override (int Quarter, int Eighth, int Sixteenth) Channels => (48, 128, 320);

    /// <inheritdoc/>
    public override bool IsPretrained => false;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Trainable => parameters();

    /// <inheritdoc/>
    public override SceneFeatures forward(Tensor input)
    {
        var half = _half.call(_stem.call(input));
        var quarter = Chain(_quarter, half);
        var eighth = Chain(_eighth, quarter);
        return new(quarter, eighth, Chain(_sixteenth, eighth));
    }

    /// <inheritdoc/>
    public override SceneFeatureValues Export(OnnxGraphBuilder graph, OnnxValue pictures)
    {
        var half = _half.Export(graph, _stem.Export(graph, pictures));
        var quarter = Chain(graph, _quarter, half);
        var eighth = Chain(graph, _eighth, quarter);
        return new(quarter, eighth, Chain(graph, _sixteenth, eighth));
    }

    private static Tensor Chain(ModuleList<SeparableUnit> units, Tensor x) => units.Aggregate(x, (at, unit) => unit.call(at));

    private static OnnxValue Chain(OnnxGraphBuilder graph, ModuleList<SeparableUnit> units, OnnxValue x) =>
        units.Aggregate(x, (at, unit) => unit.Export(graph, at));
}
