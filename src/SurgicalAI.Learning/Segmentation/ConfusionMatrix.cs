using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Counts of pixels by true and predicted class, and the figures that follow from them.</summary>
internal sealed class ConfusionMatrix
{
    private const int N = SegmentationClasses.Count;

    private readonly long[] _counts = new long[N * N];

    public void Clear() => Array.Clear(_counts);

    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted)
    {
        for (var i = 0; i < truth.Length; i++)
        {
            _counts[(truth[i] * N) + predicted[i]]++;
        }
    }

    public void Add(ConfusionMatrix other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>True when the truth holds the class.</summary>
    public bool IsPresent(int label) => Row(label) > 0;

    /// <summary>Sum of intersections over sum of unions; NaN when neither truth nor prediction holds the class.</summary>
    public double Iou(int label) =>
        Row(label) + Column(label) == 0 ? double.NaN : (double)_counts[label * (N + 1)] / (Row(label) + Column(label) - _counts[label * (N + 1)]);

    /// <summary>Mean IoU over the classes that the truth holds.</summary>
    public double MeanIou()
    {
        var (sum, present) = (0.0, 0);
        for (var label = 0; label < N; label++)
        {
            if (IsPresent(label))
            {
                sum += Iou(label);
                present++;
            }
        }

        return present == 0 ? double.NaN : sum / present;
    }

    /// <summary>Rows of the matrix: true class, then predicted class.</summary>
    public long[][] Rows() => [.. Enumerable.Range(0, N).Select(r => _counts.AsSpan(r * N, N).ToArray())];

    /// <summary>"background 0.99, shaft 0.97, ...".</summary>
    public override string ToString() => string.Join(", ", SegmentationClasses.Names.Select((n, i) => $"{n} {Iou(i):f3}"));

    private long Row(int label)
    {
        var sum = 0L;
        for (var i = 0; i < N; i++)
        {
            sum += _counts[(label * N) + i];
        }

        return sum;
    }

    private long Column(int label)
    {
        var sum = 0L;
        for (var i = 0; i < N; i++)
        {
            sum += _counts[(i * N) + label];
        }

        return sum;
    }
}
