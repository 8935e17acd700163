namespace SurgicalAI.Vision.Metrics;

/// <summary>
/// The four IoUs under which results on EndoVis 2017 and 2018 are published. Label 0 is background and has no IoU.
/// </summary>
/// <remarks>
/// As in ISINet's evaluation code, copied on by most later work (wenxi-yue/SurgicalSAM, surgicalSAM/utils.py): a frame without any
/// predicted pixel scores 0 in all its true classes, or is left out when the truth is empty too, and adds nothing to <see cref="MeanIou"/>.
/// </remarks>
/// <param name="labels">Number of labels, background included.</param>
public sealed class EndoVisScores(int labels)
{
    private readonly List<double>[] _classIous = [.. Enumerable.Range(0, labels).Select(_ => new List<double>())];
    private readonly List<double> _present = [];
    private readonly List<double> _either = [];
    private long _intersection;
    private long _union;

    /// <summary>"Challenge IoU": mean over frames of the mean IoU over the classes in the truth. NaN without frames.</summary>
    public double ChallengeIou => Mean(_present);

    /// <summary>"ISI IoU" or "IoU": the same over the classes in truth or prediction.</summary>
    public double IsiIou => Mean(_either);

    /// <summary>"mcIoU": for each class the mean of its IoUs over the frames where it is in truth or prediction; then the mean over classes.</summary>
    public double McIou => Mean([.. _classIous.Where(c => c.Count > 0).Select(Mean)]);

    /// <summary>"mIoU": sum of all intersections over sum of all unions.</summary>
    public double MeanIou => _union == 0 ? double.NaN : (double)_intersection / _union;

    /// <summary>Mean of one class's IoUs over the frames that have it; NaN when none has.</summary>
    public double ClassIou(int label) => Mean(_classIous[label]);

    /// <summary>Adds a frame.</summary>
    public void Add(LabelConfusion frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfNotEqual(frame.Labels, labels);
        var classes = Enumerable.Range(1, labels - 1).Select(label => (Label: label, Overlap: frame.Of(label))).Where(c => !c.Overlap.IsEmpty).ToArray();
        if (classes.Length == 0)
        {
            return;
        }

        foreach (var (label, overlap) in classes)
        {
            _classIous[label].Add(overlap.Iou);
        }

        _either.Add(classes.Average(c => c.Overlap.Iou));
        if (classes.Any(c => c.Overlap.Truth > 0))
        {
            _present.Add(classes.Where(c => c.Overlap.Truth > 0).Average(c => c.Overlap.Iou));
        }

        if (classes.Any(c => c.Overlap.Prediction > 0))
        {
            _intersection += classes.Sum(c => c.Overlap.Intersection);
            _union += classes.Sum(c => c.Overlap.Union);
        }
    }

    private static double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Average();
}
