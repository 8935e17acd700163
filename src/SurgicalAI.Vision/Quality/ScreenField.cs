namespace SurgicalAI.Vision.Quality;

/// <summary>
/// Finds the picture on the screen of an endoscopy processor: its corners are cut off, and beside it stand menus, the instrument's position or a small
/// second picture, which are not black. The columns of the picture are picture from top to bottom, those of a menu are not, and between them is a step.
/// </summary>
internal static class ScreenField
{
    // Share of the height that a column of the picture holds without a long break, and that a column beside it may hold.
    private const double Full = 0.5;
    private const double Beside = 0.42;

    // A straight side: within three columns the share rises by this. The sides of a circle rise slower.
    private const double Step = 0.2;

    // Breaks that are shadow: as shares of the height and of the width.
    private const double BreakRows = 1 / 6.0;
    private const double BreakColumns = 1 / 8.0;

    private const double NarrowestField = 0.35;
    private const double LeastBrightInside = 0.7;
    private const double MostBrightOutside = 0.5;
    private const double FullRow = 0.35;

    /// <summary>Finds it.</summary>
    /// <param name="bright">Grid, row by row: 1 is picture, 0 is black.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="shares">Room for a value a column.</param>
    /// <param name="box">The field's box on the grid, right and bottom beyond it.</param>
    /// <returns>False where no such field is sure.</returns>
    public static bool TryFind(ReadOnlySpan<byte> bright, int columns, int rows, Span<double> shares, out (int Left, int Top, int Right, int Bottom) box)
    {
        for (var c = 0; c < columns; c++)
        {
            shares[c] = (double)LongestInColumn(bright, columns, rows, c) / rows;
        }

        var (left, right) = FullColumns(shares[..columns]);
        box = (left, 0, right, rows);
        return right - left >= NarrowestField * columns && right - left < columns
            && (left == 0 || IsStep(shares, left + 1, Math.Max(0, left - 2)))
            && (right == columns || IsStep(shares, right - 2, Math.Min(columns - 1, right + 1)))
            && IsPlausible(bright, columns, rows, left, right)
            && FullRows(bright, columns, rows, ref box);
    }

    private static int LongestInColumn(ReadOnlySpan<byte> bright, int columns, int rows, int column)
    {
        var run = new Run((int)(BreakRows * rows));
        for (var r = 0; r < rows; r++)
        {
            run.Next(r, bright[(r * columns) + column] != 0);
        }

        return run.End - run.Start;
    }

    private static (int Left, int Right) FullColumns(ReadOnlySpan<double> shares)
    {
        var run = new Run((int)(BreakColumns * shares.Length));
        for (var c = 0; c < shares.Length; c++)
        {
            run.Next(c, shares[c] >= Full);
        }

        return (run.Start, run.End);
    }

    private static bool IsStep(ReadOnlySpan<double> shares, int inside, int outside) =>
        shares[outside] <= Beside && shares[inside] - shares[outside] >= Step;

    private static bool IsPlausible(ReadOnlySpan<byte> bright, int columns, int rows, int left, int right)
    {
        var (inside, outside) = (0, 0);
        for (var r = 0; r < rows; r++)
        {
            inside += Sum(bright.Slice((r * columns) + left, right - left));
            outside += Sum(bright.Slice(r * columns, left)) + Sum(bright.Slice((r * columns) + right, columns - right));
        }

        return inside >= LeastBrightInside * rows * (right - left) && outside <= MostBrightOutside * rows * (columns - right + left);
    }

    private static bool FullRows(ReadOnlySpan<byte> bright, int columns, int rows, ref (int Left, int Top, int Right, int Bottom) box)
    {
        var (top, bottom) = (0, rows);
        while (top < bottom && !IsFull(bright, columns, top, box.Left, box.Right))
        {
            top++;
        }

        while (bottom > top && !IsFull(bright, columns, bottom - 1, box.Left, box.Right))
        {
            bottom--;
        }

        (box.Top, box.Bottom) = (top, bottom);
        return bottom > top;
    }

    private static bool IsFull(ReadOnlySpan<byte> bright, int columns, int row, int left, int right) =>
        Sum(bright.Slice((row * columns) + left, right - left)) >= FullRow * (right - left);

    private static int Sum(ReadOnlySpan<byte> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    // Longest stretch seen so far; a break of at most so many does not end one.
    private ref struct Run(int longestBreak)
    {
        private int _start = -1;
        private int _last = -1;

        public int Start { get; private set; }

        public int End { get; private set; }

        public void Next(int at, bool on)
        {
            if (!on)
            {
                return;
            }

            _start = _start < 0 || at - _last - 1 > longestBreak ? at : _start;
            _last = at;
            (Start, End) = at + 1 - _start > End - Start ? (_start, at + 1) : (Start, End);
        }
    }
}
