using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>
/// The scene network at run time: a raw 8-bit picture in; labels, doubt and lesion maps out. Not thread-safe: one call at a time.
/// </summary>
public sealed class SceneSegmenter : IDisposable
{
    /// <summary>Name of the folder that holds the network.</summary>
    public const string ModelName = "endoscope-scene";

    private readonly OnnxModel _model;
    private readonly TensorBuffer<byte> _labels;
    private readonly TensorBuffer<byte> _doubt;
    private readonly TensorBuffer<byte> _lesion;
    private TensorBuffer<byte>? _frame;

    private SceneSegmenter(OnnxModel model)
    {
        (HeightPx, WidthPx) = SceneContract.MapSize(model.Card);
        Labels = SceneContract.Labels(model.Card);
        (_model, _labels, _doubt, _lesion) = (model, new(1, HeightPx, WidthPx), new(1, HeightPx, WidthPx), new(1, HeightPx, WidthPx));
        _model.BindOutput("labels", _labels);
        _model.BindOutput("doubt", _doubt);
        _model.BindOutput("lesion", _lesion);
    }

    /// <summary>Name and short hash of the model.</summary>
    public string Model => _model.Id;

    /// <summary>Its card.</summary>
    public ModelCard Card => _model.Card;

    /// <summary>What the values of the label map stand for.</summary>
    public LabelSet Labels { get; }

    /// <summary>Width of the maps, pixels.</summary>
    public int WidthPx { get; }

    /// <summary>Height of the maps, pixels.</summary>
    public int HeightPx { get; }

    /// <summary>Label of each pixel (height x width); valid until the next call.</summary>
    public ReadOnlySpan<byte> LabelMap => _labels.Span;

    /// <summary>255 times the probability that the label is wrong (height x width); valid until the next call.</summary>
    public ReadOnlySpan<byte> Doubt => _doubt.Span;

    /// <summary>255 times the probability of a lesion (height x width); valid until the next call.</summary>
    public ReadOnlySpan<byte> Lesion => _lesion.Span;

    /// <summary>Loads a network.</summary>
    /// <param name="directory">Folder with network and card.</param>
    /// <param name="options">Device and threads.</param>
    /// <exception cref="UserErrorException">The model is damaged or not a scene network.</exception>
    public static SceneSegmenter Load(ModelDirectory directory, OnnxOptions options)
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

    /// <summary>Runs the network on a picture and fills the maps. Hot path: no allocation while the size of the pictures stays.</summary>
    /// <param name="bgr">Pixels of three bytes, rows without padding.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    public void Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, 3 * widthPx * heightPx);
        bgr.CopyTo(Frame(widthPx, heightPx).Span);
        _model.Run();
    }

    /// <summary>Frees the network and its buffers.</summary>
    public void Dispose()
    {
        _model.Dispose();
        _frame?.Dispose();
        _labels.Dispose();
        _doubt.Dispose();
        _lesion.Dispose();
    }

    private TensorBuffer<byte> Frame(int widthPx, int heightPx)
    {
        if (_frame is { } bound && bound.Shape[1] == heightPx && bound.Shape[2] == widthPx)
        {
            return bound;
        }

        var old = _frame;
        _frame = new(1, heightPx, widthPx, 3);
        _model.BindInput("frames", _frame);
        old?.Dispose();
        return _frame;
    }
}
