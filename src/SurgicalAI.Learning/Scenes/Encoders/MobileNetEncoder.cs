using SurgicalAI.Learning.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>
/// MobileNetV2 of width 1.0 down to its thirteenth block (stride 16, 96 channels). Source: M. Sandler et al., "MobileNetV2: Inverted
/// Residuals and Linear Bottlenecks", CVPR 2018, in Keras' form.
/// </summary>
/// <remarks>
/// With pretrained weights the blocks down to stride 4 stay as they came: what they see (edges, colours) holds for every picture,
/// and a network that may change them learns the simulator's grain instead.
/// </remarks>
internal sealed class MobileNetEncoder : SceneEncoder
{
    // Outputs and stride of each block; the first does not widen.
    private static readonly (int Outputs, int Stride)[] Plan =
    [
        (16, 1), (24, 2), (24, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1), (64, 1), (96, 1), (96, 1), (96, 1),
    ];

    private const int StemChannels = 32;
    private const int LastOfQuarter = 2;
    private const int LastOfEighth = 5;

    private readonly KerasConv _stem = new(3, StemChannels, 3, 2);
    private readonly ModuleList<InvertedResidual> _blocks = new();

    /// <summary>Makes the encoder.</summary>
    /// <param name="weights">Pretrained weights by name, or null to start from random ones.</param>
    public MobileNetEncoder(TensorArchive? weights)
        : base(nameof(MobileNetEncoder))
    {
        var inputs = StemChannels;
        foreach (var (outputs, stride) in Plan)
        {
            _blocks.Add(new InvertedResidual(inputs, outputs, stride, _blocks.Count == 0 ? 1 : 6));
            inputs = outputs;
        }

        RegisterComponents();
        IsPretrained = weights is not null;
        weights?.CopyTo(this);
    }

    /// <inheritdoc/>
    public override (int Quarter, int Eighth, int Sixteenth) Channels => (24, 32, 96);

    /// <inheritdoc/>
    public override bool IsPretrained { get; }

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Trainable =>
        IsPretrained ? _blocks.Skip(LastOfQuarter + 1).SelectMany(b => b.parameters()) : parameters();

    /// <summary>The first convolution.</summary>
    public KerasConv Stem => _stem;

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<InvertedResidual> Blocks => [.. _blocks];

    /// <inheritdoc/>
    public override SceneFeatures forward(Tensor input)
    {
        var quarter = Fine(input);
        var eighth = Chain(quarter, LastOfQuarter + 1, LastOfEighth);
        return new(quarter, eighth, Chain(eighth, LastOfEighth + 1, _blocks.Count - 1));
    }

    /// <inheritdoc/>
    public override SceneFeatureValues Export(OnnxGraphBuilder graph, OnnxValue pictures)
    {
        var quarter = Chain(graph, _stem.Export(graph, pictures), 0, LastOfQuarter);
        var eighth = Chain(graph, quarter, LastOfQuarter + 1, LastOfEighth);
        return new(quarter, eighth, Chain(graph, eighth, LastOfEighth + 1, _blocks.Count - 1));
    }

    private Tensor Fine(Tensor input)
    {
        using var frozen = IsPretrained ? no_grad() : null;
        return Chain(_stem.call(input), 0, LastOfQuarter);
    }

    private Tensor Chain(Tensor x, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            x = _blocks[i].call(x);
        }

        return x;
    }

    private OnnxValue Chain(OnnxGraphBuilder graph, OnnxValue x, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            x = _blocks[i].Export(graph, x);
        }

        return x;
    }
}
