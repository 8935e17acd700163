using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Scenes rendered once and kept as bytes at the network's size (0.25 MB each), so that no epoch renders again.</summary>
internal sealed class SceneSet
{
    private const int Pixels = SegmentationNet.HeightPx * SegmentationNet.WidthPx;

    private readonly byte[][] _pictures;
    private readonly byte[][] _labels;

    private SceneSet(int count)
    {
        _pictures = new byte[count][];
        _labels = new byte[count][];
    }

    public int Count => _pictures.Length;

    /// <summary>Renders consecutive seeds.</summary>
    public static SceneSet Render(ILabelledScenes scenes, ulong firstSeed, int count, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var set = new SceneSet(count);
        var clock = new ProgressClock("render", count, progress);
        using var resizer = new PictureResizer();
        using var picture = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Bgr8);
        using var labels = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Gray8);
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            scenes.Render(firstSeed + (ulong)i, picture, labels);
            set._pictures[i] = new byte[Pixels * 3];
            set._labels[i] = new byte[Pixels];
            resizer.Resize(picture, set._pictures[i]);
            LabelScaler.Resize(labels.Bytes, labels.WidthPx, labels.HeightPx, set._labels[i], SegmentationNet.WidthPx, SegmentationNet.HeightPx);
            clock.Report(i + 1, static () => "");
        }

        clock.Report(count, static () => "scenes", force: true);
        return set;
    }

    /// <summary>Blue-green-red by pixel, 192 x 320.</summary>
    public ReadOnlySpan<byte> Picture(int index) => _pictures[index];

    /// <summary>Class by pixel, 192 x 320.</summary>
    public ReadOnlySpan<byte> Labels(int index) => _labels[index];

    /// <summary>Share of all pixels per class.</summary>
    public double[] ClassShares()
    {
        var counts = new long[SegmentationClasses.Count];
        foreach (var map in _labels)
        {
            foreach (var label in map)
            {
                counts[label]++;
            }
        }

        return [.. counts.Select(c => (double)c / ((long)Count * Pixels))];
    }
}
