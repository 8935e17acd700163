using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Collects the confusion matrices of an evaluation, at the network's resolution and at the picture's.</summary>
internal sealed class SceneScores(int pictureWidthPx, int pictureHeightPx)
{
    private readonly ConfusionMatrix _frame = new();
    private readonly byte[] _enlarged = new byte[pictureWidthPx * pictureHeightPx];
    private byte[] _reduced = [];

    public ConfusionMatrix Small { get; } = new();

    public ConfusionMatrix Full { get; } = new();

    public List<double> FrameIous { get; } = [];

    /// <summary>Width of the network's label maps.</summary>
    public int WidthPx { get; private set; }

    /// <summary>Height of the network's label maps.</summary>
    public int HeightPx { get; private set; }

    /// <summary>Adds a scene.</summary>
    public void Add(ImageLease truth, ImageLease predicted)
    {
        (WidthPx, HeightPx) = (predicted.WidthPx, predicted.HeightPx);
        Array.Resize(ref _reduced, WidthPx * HeightPx);
        LabelScaler.Resize(truth.Bytes, truth.WidthPx, truth.HeightPx, _reduced, WidthPx, HeightPx);
        LabelScaler.Resize(predicted.Bytes, WidthPx, HeightPx, _enlarged, truth.WidthPx, truth.HeightPx);
        _frame.Clear();
        _frame.Add(_reduced, predicted.Bytes);
        FrameIous.Add(_frame.MeanIou());
        Small.Add(_frame);
        Full.Add(truth.Bytes, _enlarged);
    }
}
