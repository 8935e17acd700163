namespace SurgicalAI.Vision.Quality;

/// <summary>Shape of the endoscope's field in a frame.</summary>
public enum ContentShape
{
    /// <summary>The field fills the frame, or nothing sure can be said.</summary>
    Whole,

    /// <summary>A rectangle in a black frame.</summary>
    Rectangle,

    /// <summary>A circle in a black frame, which may be cut by the frame's edges.</summary>
    Circle,
}

/// <summary>Where in a frame the endoscope's picture is.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="X">Left edge of the box around it, pixels, within the frame.</param>
/// <param name="Y">Upper edge, pixels.</param>
/// <param name="WidthPx">Width of the box, pixels.</param>
/// <param name="HeightPx">Height of the box, pixels.</param>
/// <param name="CentreXPx">Centre of the circle, pixels; of the box for other shapes.</param>
/// <param name="CentreYPx">Centre, pixels.</param>
/// <param name="RadiusPx">Radius of the circle, pixels; 0 for other shapes.</param>
public readonly record struct ContentArea(
    ContentShape Shape, int X, int Y, int WidthPx, int HeightPx, double CentreXPx, double CentreYPx, double RadiusPx)
{
    /// <summary>The whole of a frame.</summary>
    public static ContentArea Whole(int widthPx, int heightPx) =>
        new(ContentShape.Whole, 0, 0, widthPx, heightPx, widthPx / 2.0, heightPx / 2.0, 0);

    /// <summary>A rectangle, cut to the frame.</summary>
    public static ContentArea Rectangle(int x, int y, int right, int bottom) =>
        new(ContentShape.Rectangle, x, y, right - x, bottom - y, (x + right) / 2.0, (y + bottom) / 2.0, 0);

    /// <summary>A circle.</summary>
    /// <param name="x">Centre, pixels.</param>
    /// <param name="y">Centre, pixels.</param>
    /// <param name="radiusPx">Radius, pixels.</param>
    /// <param name="seen">Where there is picture: left, top, right, bottom, pixels; the box around the circle is cut to it.</param>
    public static ContentArea Circle(double x, double y, double radiusPx, (int Left, int Top, int Right, int Bottom) seen)
    {
        var (left, top) = (Math.Max(seen.Left, (int)Math.Floor(x - radiusPx)), Math.Max(seen.Top, (int)Math.Floor(y - radiusPx)));
        var right = Math.Max(left + 1, Math.Min(seen.Right, (int)Math.Ceiling(x + radiusPx)));
        var bottom = Math.Max(top + 1, Math.Min(seen.Bottom, (int)Math.Ceiling(y + radiusPx)));
        return new(ContentShape.Circle, left, top, right - left, bottom - top, x, y, radiusPx);
    }

    /// <summary>Whether the centre of a pixel lies in the field.</summary>
    public bool Contains(int x, int y)
    {
        if (x < X || y < Y || x >= X + WidthPx || y >= Y + HeightPx)
        {
            return false;
        }

        var (dx, dy) = (x + 0.5 - CentreXPx, y + 0.5 - CentreYPx);
        return Shape != ContentShape.Circle || (dx * dx) + (dy * dy) <= RadiusPx * RadiusPx;
    }
}
