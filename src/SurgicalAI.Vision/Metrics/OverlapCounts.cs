namespace SurgicalAI.Vision.Metrics;

/// <summary>How two masks of one picture, or of many, lie over each other. Sums of counts are the counts of the whole.</summary>
/// <param name="Intersection">Pixels in both.</param>
/// <param name="Truth">Pixels of the truth.</param>
/// <param name="Prediction">Pixels of the prediction.</param>
public readonly record struct OverlapCounts(long Intersection, long Truth, long Prediction)
{
    /// <summary>Pixels in either.</summary>
    public long Union => Truth + Prediction - Intersection;

    /// <summary>True when neither holds a pixel: there is nothing to score.</summary>
    public bool IsEmpty => Union == 0;

    /// <summary>Intersection over union (Jaccard), 0 to 1; NaN when both are empty.</summary>
    public double Iou => IsEmpty ? double.NaN : (double)Intersection / Union;

    /// <summary>Dice's coefficient (F1 over pixels), 0 to 1; NaN when both are empty.</summary>
    public double Dice => IsEmpty ? double.NaN : 2.0 * Intersection / (Truth + Prediction);

    /// <summary>Counts over both.</summary>
    public static OverlapCounts operator +(OverlapCounts a, OverlapCounts b) =>
        new(a.Intersection + b.Intersection, a.Truth + b.Truth, a.Prediction + b.Prediction);

    /// <summary>Compares two masks.</summary>
    /// <param name="truth">A byte a pixel; not 0 = in the mask.</param>
    /// <param name="predicted">The same, as long.</param>
    public static OverlapCounts Of(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted)
    {
        LabelMask.SameLength(truth, predicted);
        var (both, one, other) = (0L, 0L, 0L);
        for (var i = 0; i < truth.Length; i++)
        {
            var (t, p) = (truth[i] != 0, predicted[i] != 0);
            both += t && p ? 1 : 0;
            one += t ? 1 : 0;
            other += p ? 1 : 0;
        }

        return new(both, one, other);
    }
}
