using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>
/// A network of this engine for single pictures: input <c>frames</c> uint8 [N,H,W,3] BGR, output <c>labels</c> uint8 [N,h,w], and
/// <c>doubt</c> and <c>lesion</c> of the same form when its card names them.
/// </summary>
public sealed class NetworkUnderTest : INetworkUnderTest
{
    private readonly OnnxModel _model;
    private readonly int _heightPx;
    private readonly int _widthPx;
    private readonly TensorBuffer<byte> _labels;
    private readonly TensorBuffer<byte>? _doubt;
    private readonly TensorBuffer<byte>? _lesion;
    private TensorBuffer<byte>? _frame;
    private (int WidthPx, int HeightPx) _bound;

    private NetworkUnderTest(OnnxModel model)
    {
        (_heightPx, _widthPx) = LabelSize(model.Card);
        Labels = LabelsOf(model.Card);
        _model = model;
        _labels = Bind("labels")!;
        _doubt = Bind("doubt");
        _lesion = Bind("lesion");
    }

    /// <inheritdoc/>
    public string Name => _model.Card.Name;

    /// <inheritdoc/>
    public string Sha256 => _model.Card.Sha256;

    /// <inheritdoc/>
    public LabelSet Labels { get; }

    /// <inheritdoc/>
    public bool TellsDoubt => _doubt is not null;

    /// <inheritdoc/>
    public bool TellsLesions => _lesion is not null;

    /// <summary>Its card.</summary>
    public ModelCard Card => _model.Card;

    /// <summary>Loads a network.</summary>
    /// <param name="directory">Folder with network and card.</param>
    /// <param name="options">Device and threads.</param>
    /// <exception cref="UserErrorException">The model is damaged or does not label pictures.</exception>
    public static NetworkUnderTest Load(ModelDirectory directory, OnnxOptions options)
    {
        var model = OnnxModel.Load(directory, options);
        try
        {
            return new(model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, 3 * widthPx * heightPx);
        var frame = Prepare(widthPx, heightPx);
        bgr.CopyTo(frame.Span);
        _model.Run();
        return new(_widthPx, _heightPx, _labels.Span, _doubt is null ? [] : _doubt.Span, _lesion is null ? [] : _lesion.Span);
    }

    /// <summary>Frees the network and its buffers.</summary>
    public void Dispose()
    {
        _model.Dispose();
        _frame?.Dispose();
        _labels.Dispose();
        _doubt?.Dispose();
        _lesion?.Dispose();
    }

    // Binding happens only when the picture size changes.
    private TensorBuffer<byte> Prepare(int widthPx, int heightPx)
    {
        if (_frame is null || _bound != (widthPx, heightPx))
        {
            var old = _frame;
            _frame = new(1, heightPx, widthPx, 3);
            _model.BindInput("frames", _frame);
            _bound = (widthPx, heightPx);
            old?.Dispose();
        }

        return _frame;
    }

    private TensorBuffer<byte>? Bind(string output)
    {
        if (_model.Card.Outputs.All(o => o.Name != output))
        {
            return null;
        }

        var buffer = new TensorBuffer<byte>(1, _heightPx, _widthPx);
        _model.BindOutput(output, buffer);
        return buffer;
    }

    private static (int HeightPx, int WidthPx) LabelSize(ModelCard card)
    {
        var input = card.Inputs.FirstOrDefault(t => t.Name == "frames");
        var labels = card.Outputs.FirstOrDefault(t => t.Name == "labels");
        var others = card.Outputs.Where(t => t.Name is "doubt" or "lesion");
        return input is { Type: "uint8", Shape: [_, _, _, 3] } && labels is { Type: "uint8", Shape: [_, > 0, > 0] }
            && others.All(o => o.Type == "uint8" && o.Shape.Skip(1).SequenceEqual(labels.Shape.Skip(1)))
            ? ((int)labels.Shape[1], (int)labels.Shape[2])
            : throw new UserErrorException(
                $"Model {card.Id} does not label pictures: it must map frames uint8 [N,H,W,3] to labels, and if it has them doubt and lesion, uint8 [N,h,w].");
    }

    private static LabelSet LabelsOf(ModelCard card) => card.Labels.Count == 0 && card.Classes.Count > 0
        ? LabelSet.Of([.. card.Classes])
        : SceneContract.Labels(card);
}
