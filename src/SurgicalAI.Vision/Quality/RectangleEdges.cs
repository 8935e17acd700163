namespace SurgicalAI.Vision.Quality;

/// <summary>Moves the sides of a rectangle found on a grid to the pixel where black ends.</summary>
internal static class RectangleEdges
{
    // Share of a side's pixels that must be picture.
    private const double Filled = 0.4;

    /// <summary>Refines.</summary>
    /// <param name="bgr">Pixels of three bytes.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="dark">Greatest channel of black.</param>
    /// <param name="found">Rectangle as shares of the frame: left, top, right, bottom.</param>
    /// <param name="columnShare">Width of a column of the grid as a share of the frame.</param>
    /// <param name="rowShare">Height of a row of it.</param>
    public static ContentArea Refine(
        ReadOnlySpan<byte> bgr, int widthPx, int heightPx, byte dark, (double Left, double Top, double Right, double Bottom) found, double columnShare, double rowShare)
    {
        var (dx, dy) = ((int)Math.Ceiling(columnShare * widthPx), (int)Math.Ceiling(rowShare * heightPx));
        var (left, right) = ((int)(found.Left * widthPx), (int)Math.Ceiling(found.Right * widthPx));
        var (top, bottom) = ((int)(found.Top * heightPx), (int)Math.Ceiling(found.Bottom * heightPx));
        var (x0, x1) = (left, right);
        left = Math.Max(0, left - dx);
        while (left < x0 + dx && !Column(bgr, widthPx, dark, left, top, bottom))
        {
            left++;
        }

        right = Math.Min(widthPx, right + dx);
        while (right > x1 - dx && !Column(bgr, widthPx, dark, right - 1, top, bottom))
        {
            right--;
        }

        var (y0, y1) = (top, bottom);
        top = Math.Max(0, top - dy);
        while (top < y0 + dy && !Row(bgr, widthPx, dark, top, left, right))
        {
            top++;
        }

        bottom = Math.Min(heightPx, bottom + dy);
        while (bottom > y1 - dy && !Row(bgr, widthPx, dark, bottom - 1, left, right))
        {
            bottom--;
        }

        return ContentArea.Rectangle(left, top, Math.Max(left + 1, right), Math.Max(top + 1, bottom));
    }

    private static bool Column(ReadOnlySpan<byte> bgr, int widthPx, byte dark, int x, int top, int bottom)
    {
        var bright = 0;
        for (var y = top; y < bottom; y++)
        {
            bright += IsBright(bgr, (y * widthPx) + x, dark) ? 1 : 0;
        }

        return bright >= Filled * (bottom - top);
    }

    private static bool Row(ReadOnlySpan<byte> bgr, int widthPx, byte dark, int y, int left, int right)
    {
        var bright = 0;
        for (var x = left; x < right; x++)
        {
            bright += IsBright(bgr, (y * widthPx) + x, dark) ? 1 : 0;
        }

        return bright >= Filled * (right - left);
    }

    private static bool IsBright(ReadOnlySpan<byte> bgr, int pixel, byte dark)
    {
        var at = 3 * pixel;
        return Math.Max(bgr[at], Math.Max(bgr[at + 1], bgr[at + 2])) > dark;
    }
}
