using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>
/// A network of this engine for single pictures: input <c>frames</c> uint8 [N,H,W,3] BGR, output <c>labels</c> uint8 [N,h,w], and
/// <c>doubt</c> and <c>lesion</c> of the same form when its card names them. It runs as it does in the engine.
/// </summary>
public sealed class NetworkUnderTest : INetworkUnderTest
{
    private readonly IPictureEngine _engine;

    private NetworkUnderTest(IPictureEngine engine, LabelSet labels) => (_engine, Labels) = (engine, labels);

    /// <inheritdoc/>
    public string Name => _engine.Card.Name;

    /// <inheritdoc/>
    public string Sha256 => _engine.Card.Sha256;

    /// <inheritdoc/>
    public LabelSet Labels { get; }

    /// <inheritdoc/>
    public bool TellsDoubt => !_engine.Doubt.IsEmpty;

    /// <inheritdoc/>
    public bool TellsLesions => !_engine.Lesion.IsEmpty;

    /// <summary>Its card.</summary>
    public ModelCard Card => _engine.Card;

    /// <summary>Loads a network.</summary>
    /// <param name="directory">Folder with network and card.</param>
    /// <param name="options">Device and threads.</param>
    /// <exception cref="UserErrorException">The model is damaged or does not label pictures.</exception>
    public static NetworkUnderTest Load(ModelDirectory directory, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var labels = LabelsOf(directory.Card);
        return new(PictureEngine.Load(directory, options), labels);
    }

    /// <inheritdoc/>
    public NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, 3 * widthPx * heightPx);
        _engine.Run(bgr, widthPx, heightPx);
        return new(_engine.WidthPx, _engine.HeightPx, _engine.Labels, _engine.Doubt, _engine.Lesion);
    }

    /// <summary>Frees the network and its buffers.</summary>
    public void Dispose() => _engine.Dispose();

    private static LabelSet LabelsOf(ModelCard card) => card.Labels.Count == 0 && card.Classes.Count > 0
        ? LabelSet.Of([.. card.Classes])
        : SceneContract.Labels(card);
}
