namespace SurgicalAI.Vision.Segmentation;

/// <summary>
/// Enlarges a network's label map to a picture's size with smooth boundaries: each pixel takes the label with the greatest bilinear weight among
/// its four nearest map pixels, in the pixel-centre convention of the networks' own picture resize. Where the network tells its doubt, a sure
/// neighbour weighs more than a doubtful one: by the lead of its label, 1 - 2 x doubt. Keeps its tables; not thread-safe.
/// </summary>
/// <remarks>Where the four agree, which is nearly everywhere, it costs four comparisons. Made smaller, a map is sampled, not averaged.</remarks>
public sealed class LabelUpscaler
{
    private const int One = 256;

    // What the most doubtful neighbour still weighs, so that somebody always wins.
    private const int LeastLead = 8;

    private int[] _near = [];
    private int[] _share = [];
    private (int Source, int Target) _size;

    /// <summary>Resizes a map. Hot path: no allocation while the widths stay.</summary>
    /// <param name="source">Label of each pixel, height x width.</param>
    /// <param name="doubt">255 x the probability that a label is wrong, as long; empty where nobody says.</param>
    /// <param name="sourceWidthPx">Their width, pixels.</param>
    /// <param name="sourceHeightPx">Their height, pixels.</param>
    /// <param name="target">Written: rows of <paramref name="widthPx"/> labels, <paramref name="strideBytes"/> apart.</param>
    /// <param name="widthPx">Its width, pixels.</param>
    /// <param name="heightPx">Its height, pixels.</param>
    /// <param name="strideBytes">Bytes from a row of the target to the next; 0 for rows without a gap.</param>
    public void Resize(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> doubt, int sourceWidthPx, int sourceHeightPx, Span<byte> target, int widthPx, int heightPx, int strideBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, sourceWidthPx * sourceHeightPx);
        ArgumentOutOfRangeException.ThrowIfNotEqual(doubt.Length, doubt.IsEmpty ? 0 : source.Length);
        var stride = strideBytes == 0 ? widthPx : strideBytes;
        Prepare(sourceWidthPx, widthPx);
        for (var y = 0; y < heightPx; y++)
        {
            var (near, share) = Sample(y, sourceHeightPx, heightPx);
            var (upper, lower) = (near * sourceWidthPx, Math.Min(near + 1, sourceHeightPx - 1) * sourceWidthPx);
            Row(source, doubt, upper, lower, sourceWidthPx - 1, share, target.Slice(y * stride, widthPx));
        }
    }

    private void Row(ReadOnlySpan<byte> source, ReadOnlySpan<byte> doubt, int upper, int lower, int last, int down, Span<byte> target)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var left = _near[x];
            var right = Math.Min(left + 1, last);
            var (a, b, c, d) = (upper + left, upper + right, lower + left, lower + right);
            var label = source[a];
            var agree = label == source[b] && label == source[c] && label == source[d];
            target[x] = agree ? label : Vote(source, doubt, (a, b, c, d), _share[x], down);
        }
    }

    // The weights of equal labels add up; of two that weigh the same the first counts.
    private static byte Vote(ReadOnlySpan<byte> source, ReadOnlySpan<byte> doubt, (int A, int B, int C, int D) at, int right, int down)
    {
        var (a, b, c, d) = (source[at.A], source[at.B], source[at.C], source[at.D]);
        var (wa, wb) = ((One - right) * (One - down) * Lead(doubt, at.A), right * (One - down) * Lead(doubt, at.B));
        var (wc, wd) = ((One - right) * down * Lead(doubt, at.C), right * down * Lead(doubt, at.D));
        var forA = wa + (b == a ? wb : 0) + (c == a ? wc : 0) + (d == a ? wd : 0);
        var forB = wb + (c == b ? wc : 0) + (d == b ? wd : 0);
        var forC = wc + (d == c ? wd : 0);
        var (best, label) = forB > forA ? (forB, b) : (forA, a);
        (best, label) = forC > best ? (forC, c) : (best, label);
        return wd > best ? d : label;
    }

    private static int Lead(ReadOnlySpan<byte> doubt, int at) => doubt.IsEmpty ? 1 : Math.Max(LeastLead, 255 - (2 * doubt[at]));

    private void Prepare(int sourceWidthPx, int widthPx)
    {
        if (_size == (sourceWidthPx, widthPx))
        {
            return;
        }

        (_near, _share, _size) = (new int[widthPx], new int[widthPx], (sourceWidthPx, widthPx));
        for (var x = 0; x < widthPx; x++)
        {
            (_near[x], _share[x]) = Sample(x, sourceWidthPx, widthPx);
        }
    }

    // Pixel centres: target i lies at (i + 1/2) source/target - 1/2 of the source. The first neighbour, and the second one's share of 256.
    private static (int Near, int Share) Sample(int i, int source, int target)
    {
        var at = Math.Clamp(((((2L * i) + 1) * source * One / (2 * target)) - (One / 2)), 0, (source - 1L) * One);
        return ((int)(at / One), (int)(at % One));
    }
}
