namespace SurgicalAI.Vision.Metrics;

/// <summary>Score of the SAR-RARP50 segmentation challenge: the geometric mean of IoU and NSD, each over classes, then frames, then videos.</summary>
/// <remarks>
/// A class absent in truth and prediction scores 1, in one of them 0; background is no class; the challenge's tolerance is 10 px.
/// Source: surgical-vision/SAR_RARP50-evaluation.
/// </remarks>
public sealed class SarRarpScore
{
    private readonly Dictionary<string, List<(double Iou, double Nsd)>> _videos = [];

    /// <summary>Mean IoU; NaN without frames.</summary>
    public double MeanIou => OverVideos(f => f.Iou);

    /// <summary>Mean NSD; NaN without frames.</summary>
    public double MeanNsd => OverVideos(f => f.Nsd);

    /// <summary>Square root of <see cref="MeanIou"/> times <see cref="MeanNsd"/>.</summary>
    public double Score => Math.Sqrt(MeanIou * MeanNsd);

    /// <summary>Adds a frame.</summary>
    /// <param name="video">Video that it is of.</param>
    /// <param name="overlaps">Of every class that the challenge has, in any order; a missing prediction is one without pixels.</param>
    /// <param name="boundaries">Of the same classes in the same order.</param>
    public void Add(string video, ReadOnlySpan<OverlapCounts> overlaps, ReadOnlySpan<BoundaryCounts> boundaries)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(boundaries.Length, overlaps.Length);
        ArgumentOutOfRangeException.ThrowIfZero(overlaps.Length);
        var (iou, nsd) = (0.0, 0.0);
        for (var c = 0; c < overlaps.Length; c++)
        {
            iou += overlaps[c].IsEmpty ? 1 : overlaps[c].Iou;
            nsd += overlaps[c].IsEmpty ? 1 : boundaries[c].Nsd;
        }

        if (!_videos.TryGetValue(video, out var frames))
        {
            _videos[video] = frames = [];
        }

        frames.Add((iou / overlaps.Length, nsd / overlaps.Length));
    }

    private double OverVideos(Func<(double Iou, double Nsd), double> of) =>
        _videos.Count == 0 ? double.NaN : _videos.Values.Average(frames => frames.Average(of));
}
