using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Metrics;

/// <summary>Pixels by true and predicted label. Pixels whose truth is <see cref="LabelSet.Ignore"/> are not counted.</summary>
/// <param name="labels">Number of labels, background included; the maps hold values below it.</param>
public sealed class LabelConfusion(int labels)
{
    private readonly long[] _counts = new long[labels * labels];

    /// <summary>Number of labels, background included.</summary>
    public int Labels => labels;

    /// <summary>Pixels with this truth and this prediction.</summary>
    public long this[int truth, int predicted] => _counts[(truth * labels) + predicted];

    /// <summary>Counts a picture.</summary>
    /// <param name="truth">A label a pixel.</param>
    /// <param name="predicted">The same, as long.</param>
    /// <exception cref="ArgumentException">The maps differ in length or hold a label that is none.</exception>
    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted)
    {
        LabelMask.SameLength(truth, predicted);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == LabelSet.Ignore)
            {
                continue;
            }

            if (truth[i] >= labels || predicted[i] >= labels)
            {
                throw new ArgumentException($"Pixel {i} has the labels {truth[i]} and {predicted[i]}; known are 0 to {labels - 1}.");
            }

            _counts[(truth[i] * labels) + predicted[i]]++;
        }
    }

    /// <summary>Adds another's counts.</summary>
    public void Add(LabelConfusion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Labels, labels);
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>Starts again from nothing.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>Overlap of one label's masks.</summary>
    public OverlapCounts Of(int label)
    {
        var (truth, predicted) = (0L, 0L);
        for (var i = 0; i < labels; i++)
        {
            truth += this[label, i];
            predicted += this[i, label];
        }

        return new(this[label, label], truth, predicted);
    }
}
