namespace SurgicalAI.Vision.Metrics;

/// <summary>
/// Exact squared Euclidean distance of every pixel to the nearest marked one, in time linear in the pixels. Keeps its
/// buffers; not thread-safe.
/// </summary>
/// <remarks>Source: Meijster, Roerdink, Hesselink, "A general algorithm for computing distance transforms in linear time" (2000), integers only.</remarks>
public sealed class SquaredDistances
{
    private int[] _columns = [];
    private int[] _squares = [];
    private int[] _sites = [];
    private int[] _starts = [];

    /// <summary>Squared distance of pixels of a picture without any mark; larger than any in a picture of that size.</summary>
    public static int None(int widthPx, int heightPx) => (widthPx + heightPx) * (widthPx + heightPx);

    /// <summary>Computes the distances.</summary>
    /// <param name="marks">A byte a pixel, row by row; not 0 = marked.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <returns>Squared distances, pixels squared; at least <see cref="None"/> when nothing is marked. Valid until the next call.</returns>
    public ReadOnlySpan<int> Of(ReadOnlySpan<byte> marks, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(marks.Length, widthPx * heightPx);
        if (_columns.Length < marks.Length)
        {
            (_columns, _squares) = (new int[marks.Length], new int[marks.Length]);
        }

        if (_sites.Length < widthPx)
        {
            (_sites, _starts) = (new int[widthPx], new int[widthPx]);
        }

        AlongColumns(marks, widthPx, heightPx);
        for (var y = 0; y < heightPx; y++)
        {
            AlongRow(_columns.AsSpan(y * widthPx, widthPx), _squares.AsSpan(y * widthPx, widthPx));
        }

        return _squares.AsSpan(0, marks.Length);
    }

    // First pass: distance to the nearest mark of the same column; width + height where the column has none.
    private void AlongColumns(ReadOnlySpan<byte> marks, int widthPx, int heightPx)
    {
        var far = widthPx + heightPx;
        for (var i = 0; i < marks.Length; i++)
        {
            var above = i < widthPx ? far : _columns[i - widthPx];
            _columns[i] = marks[i] != 0 ? 0 : Math.Min(far, above + 1);
        }

        for (var i = marks.Length - widthPx - 1; i >= 0; i--)
        {
            _columns[i] = Math.Min(_columns[i], _columns[i + widthPx] + 1);
        }
    }

    // Second pass: the lower envelope of one parabola per column, found from left to right and read from right to left.
    private void AlongRow(ReadOnlySpan<int> heights, Span<int> squares)
    {
        var last = 0;
        (_sites[0], _starts[0]) = (0, 0);
        for (var x = 1; x < heights.Length; x++)
        {
            while (last >= 0 && At(heights, _starts[last], _sites[last]) > At(heights, _starts[last], x))
            {
                last--;
            }

            if (last < 0)
            {
                (last, _sites[0]) = (0, x);
                continue;
            }

            var start = 1 + Meeting(heights, _sites[last], x);
            if (start < heights.Length)
            {
                last++;
                (_sites[last], _starts[last]) = (x, start);
            }
        }

        for (var x = heights.Length - 1; x >= 0; x--)
        {
            squares[x] = At(heights, x, _sites[last]);
            last -= x == _starts[last] ? 1 : 0;
        }
    }

    private static int At(ReadOnlySpan<int> heights, int x, int site) => ((x - site) * (x - site)) + (heights[site] * heights[site]);

    // Last x at which the parabola of the left site is not above that of the right one. In 64 bits, as the terms are squares of sums.
    private static int Meeting(ReadOnlySpan<int> heights, int left, int right) =>
        (int)((((long)right * right) - ((long)left * left) + ((long)heights[right] * heights[right]) - ((long)heights[left] * heights[left])) / (2L * (right - left)));
}
