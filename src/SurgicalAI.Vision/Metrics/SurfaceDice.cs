namespace SurgicalAI.Vision.Metrics;

/// <summary>Boundary pixels of truth and prediction, and how many of them lie near the other's boundary.</summary>
/// <param name="Near">Boundary pixels of both within the tolerance of the other boundary.</param>
/// <param name="All">Boundary pixels of both.</param>
public readonly record struct BoundaryCounts(long Near, long All)
{
    /// <summary>Normalised surface Dice, 0 to 1; NaN when neither mask has a boundary.</summary>
    public double Nsd => All == 0 ? double.NaN : (double)Near / All;
}

/// <summary>
/// Normalised surface Dice (NSD): the share of both boundaries that lies within a tolerance of the other. Keeps its
/// buffers; not thread-safe.
/// </summary>
/// <remarks>
/// A boundary pixel is one of the mask with one of its four neighbours outside the mask or outside the picture; distances are exact and
/// Euclidean, from pixel centre to pixel centre; a distance equal to the tolerance is within it. That is MONAI's SurfaceDice, which SAR-RARP50 uses.
/// The tolerance should be what annotators differ by.
/// </remarks>
/// <param name="tolerancePx">Tolerance (tau), pixels.</param>
public sealed class SurfaceDice(double tolerancePx)
{
    private readonly SquaredDistances _distances = new();
    private byte[] _truthEdge = [];
    private byte[] _predictedEdge = [];

    /// <summary>Tolerance (tau), pixels.</summary>
    public double TolerancePx => tolerancePx;

    /// <summary>Compares the boundaries of two masks.</summary>
    /// <param name="truth">A byte a pixel, row by row; not 0 = in the mask.</param>
    /// <param name="predicted">The same, as long.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    public BoundaryCounts Measure(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted, int widthPx, int heightPx)
    {
        LabelMask.SameLength(truth, predicted);
        ArgumentOutOfRangeException.ThrowIfNotEqual(truth.Length, widthPx * heightPx);
        if (_truthEdge.Length != truth.Length)
        {
            (_truthEdge, _predictedEdge) = (new byte[truth.Length], new byte[truth.Length]);
        }

        var (ofTruth, ofPrediction) = (Edge(truth, widthPx, heightPx, _truthEdge), Edge(predicted, widthPx, heightPx, _predictedEdge));
        return ofTruth == 0 || ofPrediction == 0
            ? new(0, ofTruth + ofPrediction)
            : new(Near(_truthEdge, _predictedEdge, widthPx, heightPx) + Near(_predictedEdge, _truthEdge, widthPx, heightPx), ofTruth + ofPrediction);
    }

    private static long Edge(ReadOnlySpan<byte> mask, int widthPx, int heightPx, Span<byte> edge)
    {
        var count = 0L;
        for (var y = 0; y < heightPx; y++)
        {
            for (var x = 0; x < widthPx; x++)
            {
                var i = (y * widthPx) + x;
                var inside = x > 0 && y > 0 && x < widthPx - 1 && y < heightPx - 1
                    && mask[i - 1] != 0 && mask[i + 1] != 0 && mask[i - widthPx] != 0 && mask[i + widthPx] != 0;
                edge[i] = mask[i] != 0 && !inside ? (byte)1 : (byte)0;
                count += edge[i];
            }
        }

        return count;
    }

    private long Near(ReadOnlySpan<byte> edge, ReadOnlySpan<byte> other, int widthPx, int heightPx)
    {
        var distances = _distances.Of(other, widthPx, heightPx);
        var (count, limit) = (0L, tolerancePx * tolerancePx);
        for (var i = 0; i < edge.Length; i++)
        {
            count += edge[i] != 0 && distances[i] <= limit ? 1 : 0;
        }

        return count;
    }
}
