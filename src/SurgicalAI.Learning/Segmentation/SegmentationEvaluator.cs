using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Training;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Scores a segmenter, as the engine runs it, on scenes with known labels. Loads no libtorch.</summary>
public static class SegmentationEvaluator
{
    private const int Resamples = 2000;

    /// <summary>Evaluates on consecutive seeds.</summary>
    /// <param name="scenes">Pictures with true labels; not disposed.</param>
    /// <param name="segmenter">Network under test; not disposed.</param>
    /// <param name="options">How many scenes, from which seed, and facts for the report.</param>
    /// <param name="progress">Told about once a second; may be null.</param>
    /// <param name="cancellation">Stops between scenes.</param>
    public static SegmentationEvaluation Run(
        ILabelledScenes scenes, ISegmenter segmenter, SegmentationEvaluationOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        ArgumentNullException.ThrowIfNull(segmenter);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Frames);
        var clock = new ProgressClock("evaluate", options.Frames, progress);
        var scores = new SceneScores(scenes.WidthPx, scenes.HeightPx);
        using var picture = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Bgr8);
        using var truth = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Gray8);
        using var frame = new StereoFrame(picture.Share(), null);
        for (var i = 0; i < options.Frames; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            scenes.Render(options.Seed + (ulong)i, picture, truth);
            using var labels = segmenter.Segment(frame);
            scores.Add(truth, labels.Left);
            clock.Report(i + 1, () => $"mean IoU {scores.Small.MeanIou():f3}");
        }

        clock.Report(options.Frames, () => $"mean IoU {scores.Small.MeanIou():f4}", force: true);
        return Report(scenes, options, scores);
    }

    private static SegmentationEvaluation Report(ILabelledScenes scenes, SegmentationEvaluationOptions options, SceneScores scores) => new()
    {
        Source = scenes.Name,
        Frames = options.Frames,
        Seed = options.Seed,
        Resolution = [scores.WidthPx, scores.HeightPx],
        Classes = Classes(scores.Small),
        MeanIou = scores.Small.MeanIou(),
        PerFrame = PerFrame(scores.FrameIous, options.Seed),
        FullResolution = new([scenes.WidthPx, scenes.HeightPx], Classes(scores.Full), scores.Full.MeanIou()),
        Confusion = scores.Small.Rows(),
        Model = new(options.ModelName, options.ModelSha256),
        Device = options.Device,
        Machine = options.Machine,
        Commit = options.Commit,
    };

    private static SegmentationClassScore[] Classes(ConfusionMatrix matrix) =>
        [.. SegmentationClasses.Names.Select((name, i) => new SegmentationClassScore(name, double.IsNaN(matrix.Iou(i)) ? null : matrix.Iou(i), matrix.IsPresent(i)))];

    private static FrameScore PerFrame(List<double> ious, ulong seed)
    {
        var random = SeedMix.Random(seed, -3);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            for (var i = 0; i < ious.Count; i++)
            {
                means[r] += ious[random.Next(ious.Count)] / ious.Count;
            }
        }

        Array.Sort(means);
        return new(ious.Average(), [means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples)]], ious.Order().ElementAt((int)(0.05 * ious.Count)));
    }
}
