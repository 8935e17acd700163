namespace SurgicalAI.Vision.Metrics;

/// <summary>A point of the free-response curve.</summary>
/// <param name="Threshold">Detections of at least this score are shown.</param>
/// <param name="FalsePositivesPerFrame">Shown detections that hit nothing, over all frames.</param>
/// <param name="LesionSensitivity">Lesions hit, of all lesions.</param>
/// <param name="FrameSensitivity">Frames with a lesion hit, of all frames with a lesion.</param>
public sealed record FrocPoint(double Threshold, double FalsePositivesPerFrame, double LesionSensitivity, double FrameSensitivity);

/// <summary>Free-response ROC of detections: sensitivity against false positives per frame, frames without lesions included.</summary>
/// <remarks>
/// A detection hits the lesion with which it has the greatest IoU, if that is high enough and no surer detection has hit it; a second one on the same
/// lesion is a false positive, as in COCO.
/// </remarks>
/// <param name="minimumIou">IoU of a hit.</param>
public sealed class Froc(double minimumIou = 0.5)
{
    private readonly List<(double Score, int Frame, bool Hit)> _shown = [];
    private int _frames;
    private int _framesWithLesion;
    private int _lesions;

    /// <summary>Adds a frame.</summary>
    /// <param name="lesions">True boxes.</param>
    /// <param name="found">Detections, in any order.</param>
    public void Add(IReadOnlyCollection<Box> lesions, IEnumerable<ScoredBox> found)
    {
        ArgumentNullException.ThrowIfNull(lesions);
        List<Box> open = [.. lesions];
        foreach (var detection in found.OrderByDescending(d => d.Score))
        {
            var best = open.Count == 0 ? default : open.MaxBy(detection.Box.Iou);
            var hit = open.Count > 0 && detection.Box.Iou(best) >= minimumIou && open.Remove(best);
            _shown.Add((detection.Score, _frames, hit));
        }

        _frames++;
        _lesions += lesions.Count;
        _framesWithLesion += lesions.Count > 0 ? 1 : 0;
    }

    /// <summary>The curve from the highest threshold to the lowest, a point for each score that occurs; empty without detections.</summary>
    public IReadOnlyList<FrocPoint> Curve()
    {
        var (points, seen) = (new List<FrocPoint>(), new HashSet<int>());
        var (hits, misses) = (0, 0);
        foreach (var step in _shown.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            foreach (var (_, frame, hit) in step)
            {
                hits += hit ? 1 : 0;
                misses += hit ? 0 : 1;
                _ = hit && seen.Add(frame);
            }

            points.Add(new(step.Key, (double)misses / _frames, Part(hits, _lesions), Part(seen.Count, _framesWithLesion)));
        }

        return points;
    }

    /// <summary>The most sensitive point with no more false positives than allowed.</summary>
    /// <param name="falsePositivesPerFrame">Allowed mean number of false positives a frame.</param>
    /// <returns>The point; one that shows nothing when even the surest detection is too many.</returns>
    public FrocPoint At(double falsePositivesPerFrame) =>
        Curve().LastOrDefault(p => p.FalsePositivesPerFrame <= falsePositivesPerFrame)
        ?? new(double.PositiveInfinity, 0, Part(0, _lesions), Part(0, _framesWithLesion));

    private static double Part(int count, int all) => all == 0 ? double.NaN : (double)count / all;
}
