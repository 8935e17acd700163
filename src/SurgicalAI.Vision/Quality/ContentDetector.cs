namespace SurgicalAI.Vision.Quality;

/// <summary>
/// Finds the endoscope's field in a frame: a rectangle or a circle of picture in black, with captions here and there, or the picture on a
/// processor's screen with menus beside it. Looks at a grid of at most 160 x 90 pixels. Where black surroundings are not sure, the answer is the
/// whole frame. Not thread-safe.
/// </summary>
public sealed class ContentDetector
{
    private const int MostColumns = 160;
    private const int MostRows = 90;

    // Brighter in one channel than this is picture; compressed black stays below.
    private const byte Dark = 22;

    // A field begins where this many neighbours in a row of the grid are picture: captions are thinner.
    private const int Run = 6;

    // Share of the edges that must lie on the shape, of the surroundings that may be bright (captions, menus), and of the frame that must be field.
    private const double FewestOnShape = 0.6;
    private const double MostBrightOutside = 0.1;
    private const double SmallestField = 0.12;

    private readonly byte[] _bright = new byte[MostColumns * MostRows];
    private readonly double[] _shares = new double[MostColumns];
    private readonly EdgePoints _edges = new(2 * MostRows);
    private int _columns;
    private int _rows;

    /// <summary>Finds the field. Hot path: no allocation.</summary>
    /// <param name="bgr">Pixels of three bytes, rows without padding.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    public ContentArea Find(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, 3 * widthPx * heightPx);
        var whole = ContentArea.Whole(widthPx, heightPx);
        (_columns, _rows) = (Math.Min(MostColumns, widthPx), Math.Min(MostRows, heightPx));
        Sample(bgr, widthPx, heightPx);
        Trace();
        if (_edges.Count == 0)
        {
            return whole;
        }

        var (sx, sy) = ((double)widthPx / _columns, (double)heightPx / _rows);
        var rectangle = Rectangle(bgr, widthPx, heightPx, out var onRectangle);
        var circle = CircleFit.Best(_edges, sx, sy, Math.Max(widthPx, heightPx), out var onCircle);
        var area = onCircle > onRectangle ? ContentArea.Circle(circle.X, circle.Y, circle.RadiusPx, Seen(sx, sy)) : rectangle;
        return Math.Max(onCircle, onRectangle) >= FewestOnShape && IsPlausible(area, sx, sy) ? area
            : ScreenField.TryFind(_bright, _columns, _rows, _shares, out var box) ? Refined(bgr, widthPx, heightPx, box)
            : whole;
    }

    private void Sample(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        for (var r = 0; r < _rows; r++)
        {
            var row = bgr.Slice(3 * widthPx * (int)((r + 0.5) * heightPx / _rows), 3 * widthPx);
            for (var c = 0; c < _columns; c++)
            {
                var at = 3 * (int)((c + 0.5) * widthPx / _columns);
                var most = Math.Max(row[at], Math.Max(row[at + 1], row[at + 2]));
                _bright[(r * _columns) + c] = most > Dark ? (byte)1 : (byte)0;
            }
        }
    }

    // First and last picture of each row of the grid.
    private void Trace()
    {
        _edges.Clear();
        for (var r = 0; r < _rows; r++)
        {
            var row = _bright.AsSpan(r * _columns, _columns);
            var left = FirstRun(row, 0, 1);
            if (left >= 0)
            {
                _edges.Add(r, left, FirstRun(row, _columns - 1, -1), _columns - 1);
            }
        }
    }

    private static int FirstRun(ReadOnlySpan<byte> row, int from, int step)
    {
        for (var (at, length) = (from, 0); at >= 0 && at < row.Length; at += step)
        {
            length = row[at] != 0 ? length + 1 : 0;
            if (length == Run)
            {
                return at - (step * (Run - 1));
            }
        }

        return -1;
    }

    // The box around all picture, to the grid; a side at the end of the grid is the frame's.
    private (int Left, int Top, int Right, int Bottom) Seen(double sx, double sy)
    {
        var (left, right) = _edges.Extent();
        return ((int)(left * sx), (int)(_edges.FirstRow * sy), (int)Math.Ceiling(((right + 1) * sx) - 1e-9), (int)Math.Ceiling(((_edges.LastRow + 1) * sy) - 1e-9));
    }

    // The rectangle on whose sides most rows end; its edges to the pixel.
    private ContentArea Rectangle(ReadOnlySpan<byte> bgr, int widthPx, int heightPx, out double share)
    {
        var (left, right) = (_edges.Median(rightSide: false), _edges.Median(rightSide: true));
        share = _edges.ShareAt(left, right);
        return Refined(bgr, widthPx, heightPx, (left, _edges.FirstRow, right + 1, _edges.LastRow + 1));
    }

    // A box on the grid, its right and bottom beyond it, to the pixel.
    private ContentArea Refined(ReadOnlySpan<byte> bgr, int widthPx, int heightPx, (int Left, int Top, int Right, int Bottom) box) =>
        RectangleEdges.Refine(bgr, widthPx, heightPx, Dark, (
            (double)box.Left / _columns, (double)box.Top / _rows, (double)box.Right / _columns, (double)box.Bottom / _rows), 1.0 / _columns, 1.0 / _rows);

    private bool IsPlausible(ContentArea area, double sx, double sy)
    {
        var (inside, outside, brightOutside) = (0, 0, 0);
        for (var r = 0; r < _rows; r++)
        {
            for (var c = 0; c < _columns; c++)
            {
                var contained = area.Contains((int)((c + 0.5) * sx), (int)((r + 0.5) * sy));
                inside += contained ? 1 : 0;
                outside += contained ? 0 : 1;
                brightOutside += contained ? 0 : _bright[(r * _columns) + c];
            }
        }

        return outside > 0 && inside >= SmallestField * (inside + outside) && brightOutside <= MostBrightOutside * outside;
    }
}
