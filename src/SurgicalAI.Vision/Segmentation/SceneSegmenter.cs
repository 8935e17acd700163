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

    private readonly IPictureEngine _engine;

    private SceneSegmenter(IPictureEngine engine, LabelSet labels) => (_engine, Labels) = (engine, labels);

    /// <summary>Name and short hash of the model.</summary>
    public string Model => _engine.Card.Id;

    /// <summary>Its card.</summary>
    public ModelCard Card => _engine.Card;

    /// <summary>What the values of the label map stand for.</summary>
    public LabelSet Labels { get; }

    /// <summary>Width of the maps, pixels.</summary>
    public int WidthPx => _engine.WidthPx;

    /// <summary>Height of the maps, pixels.</summary>
    public int HeightPx => _engine.HeightPx;

    /// <summary>Label of each pixel (height x width); valid until the next call.</summary>
    public ReadOnlySpan<byte> LabelMap => _engine.Labels;

    /// <summary>255 times the probability that the label is wrong (height x width); valid until the next call.</summary>
    public ReadOnlySpan<byte> Doubt => _engine.Doubt;

    /// <summary>255 times the probability of a lesion (height x width); valid until the next call.</summary>
    public ReadOnlySpan<byte> Lesion => _engine.Lesion;

    /// <summary>Loads a network.</summary>
    /// <param name="directory">Folder with network and card.</param>
    /// <param name="options">Device and threads.</param>
    /// <exception cref="UserErrorException">The model is damaged or not a scene network.</exception>
    public static SceneSegmenter Load(ModelDirectory directory, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _ = SceneContract.MapSize(directory.Card);
        var labels = SceneContract.Labels(directory.Card);
        return new(PictureEngine.Load(directory, options), labels);
    }

    /// <summary>Runs the network on a picture and fills the maps. Hot path: no allocation while the size of the pictures stays.</summary>
    /// <param name="bgr">Pixels of three bytes, rows without padding.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    public void Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, 3 * widthPx * heightPx);
        _engine.Run(bgr, widthPx, heightPx);
    }

    /// <summary>Runs ONNX Runtime alone once more over what the last picture left in its buffers, for measurements; the maps stay.</summary>
    public void RunNetwork() => _engine.RunNetwork();

    /// <summary>Frees the network and its buffers.</summary>
    public void Dispose() => _engine.Dispose();
}
