using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Vision.Segmentation.Cells;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes;

/// <summary>The scene network: instrument parts, tissue and the other classes of a scene, and lesions, in one pass.</summary>
internal sealed class SceneNet : Module<Tensor, Tensor>
{
    private readonly SceneEncoder _encoder;
    private readonly SceneDecoder _decoder;

    /// <summary>Makes a network.</summary>
    /// <param name="shape">Its form.</param>
    /// <param name="pretrained">Weights for the encoder, or null.</param>
    public SceneNet(SceneShape shape, TensorArchive? pretrained)
        : base(nameof(SceneNet))
    {
        Shape = shape.Validate();
        _encoder = shape.Encoder == "plain" ? new PlainEncoder() : new MobileNetEncoder(pretrained);
        _decoder = new(_encoder.Channels);
        RegisterComponents();
    }

    /// <summary>Its form.</summary>
    public SceneShape Shape { get; }

    /// <summary>True when the encoder began with weights learnt elsewhere.</summary>
    public bool IsPretrained => _encoder.IsPretrained;

    /// <summary>Parameters of the encoder that training may change.</summary>
    public IEnumerable<Parameter> EncoderParameters => _encoder.Trainable;

    /// <summary>Parameters of the decoder.</summary>
    public IEnumerable<Parameter> DecoderParameters => _decoder.parameters();

    /// <summary>Switches to training; a pretrained encoder's normalisation keeps its statistics.</summary>
    public void BeginTraining()
    {
        train();
        if (_encoder.IsPretrained)
        {
            _encoder.eval();
        }
    }

    /// <summary>Pictures (batch, 3, height, width), blue-green-red, 0 to 255, to the logits of <see cref="SceneDecoder"/>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _decoder.call(_encoder.call(Scaled(input))).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of one pixel of each cell; see <see cref="SceneDecoder.At"/>.</summary>
    public Tensor At(Tensor input, int pixel)
    {
        using var scope = NewDisposeScope();
        return _decoder.At(_encoder.call(Scaled(input)), pixel).MoveToOuterDisposeScope();
    }

    /// <summary>The same from what the encoder saw.</summary>
    public Tensor At(SceneFeatures seen, int pixel)
    {
        using var scope = NewDisposeScope();
        return _decoder.At(seen, pixel).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the scaling of pixels and the encoder to a graph.</summary>
    public SceneFeatureValues ExportEncoder(OnnxGraphBuilder graph, OnnxValue pixels) => _encoder.Export(graph, ExportScaling(graph, pixels));

    /// <summary>Adds the scaling of pixels to a graph: floats (batch, 3, height, width), 0 to 255, to the range that the encoder wants.</summary>
    public OnnxValue ExportScaling(OnnxGraphBuilder graph, OnnxValue pixels) =>
        Shape.Normalise ? Normalised(graph, pixels) : graph.Sub(graph.Mul(pixels, graph.Scalar(1 / CellForm.HalfRange)), graph.Scalar(1));

    /// <summary>Adds all that was learnt to a graph.</summary>
    /// <param name="graph">Graph under construction.</param>
    /// <param name="scaled">Scaled pixels (batch, 3, height, width).</param>
    /// <returns>Logits as <see cref="forward"/> gives them.</returns>
    public OnnxValue ExportCore(OnnxGraphBuilder graph, OnnxValue scaled) => _decoder.Export(graph, _encoder.Export(graph, scaled));

    private Tensor Scaled(Tensor input) => Shape.Normalise ? Normalised(input) : (input / CellForm.HalfRange) - 1;

    private static Tensor Normalised(Tensor pictures)
    {
        var centred = pictures - pictures.mean([2, 3], true);
        var deviation = (centred * centred).mean([1, 2, 3], true).sqrt();
        return centred * (CellForm.Contrast / (deviation + CellForm.LeastContrast));
    }

    private static OnnxValue Normalised(OnnxGraphBuilder graph, OnnxValue pixels)
    {
        var centred = graph.Sub(pixels, graph.ReduceMean(pixels, true, 2, 3));
        var deviation = graph.Sqrt(graph.ReduceMean(graph.Mul(centred, centred), true, 1, 2, 3));
        return graph.Mul(centred, graph.Div(graph.Scalar(CellForm.Contrast), graph.Add(deviation, graph.Scalar(CellForm.LeastContrast))));
    }
}
