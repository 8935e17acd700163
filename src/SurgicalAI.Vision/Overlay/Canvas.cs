using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Overlay;

/// <summary>Pixels to draw into, with anti-aliased strokes blended over what is there. Hot path.</summary>
internal readonly ref struct Canvas(ImageLease picture)
{
    private readonly Span<byte> _pixels = picture.Bytes;

    public int WidthPx { get; } = picture.WidthPx;

    public int HeightPx { get; } = picture.HeightPx;

    /// <summary>Width of a stroke of one pixel: 1 up to 720 rows, more on larger pictures so that lines stay visible.</summary>
    public double Unit { get; } = Math.Max(1, picture.HeightPx / 720.0);

    /// <summary>Blends ink into a pixel inside the picture; cover in [0, 1].</summary>
    public void Blend(int x, int y, Ink ink, double cover)
    {
        var pixel = _pixels.Slice(((y * WidthPx) + x) * 3, 3);
        var c = (int)(cover * 256);
        pixel[0] += (byte)(((ink.Blue - pixel[0]) * c) >> 8);
        pixel[1] += (byte)(((ink.Green - pixel[1]) * c) >> 8);
        pixel[2] += (byte)(((ink.Red - pixel[2]) * c) >> 8);
    }

    /// <summary>Straight stroke with round ends; parts outside the picture are cut off.</summary>
    public void Line(Pixel a, Pixel b, double widthPx, Ink ink, double opacity)
    {
        var reach = (widthPx / 2) + 0.5;
        if (!Clip.ToBox(ref a, ref b, -reach, -reach, WidthPx - 1 + reach, HeightPx - 1 + reach))
        {
            return;
        }

        var top = Math.Max(0, (int)Math.Ceiling(Math.Min(a.Y, b.Y) - reach));
        var bottom = Math.Min(HeightPx - 1, (int)Math.Floor(Math.Max(a.Y, b.Y) + reach));
        for (var y = top; y <= bottom; y++)
        {
            Row(y, a, b, reach, ink, opacity);
        }
    }

    // Only the part of the row that the stroke can touch is visited, so a long diagonal costs its length, not its box.
    private void Row(int y, Pixel a, Pixel b, double reach, Ink ink, double opacity)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var (from, to) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X));
        if (Math.Abs(dy) > 1e-9)
        {
            var (x0, x1) = (a.X + (dx * (y - reach - a.Y) / dy), a.X + (dx * (y + reach - a.Y) / dy));
            (from, to) = (Math.Max(from, Math.Min(x0, x1)), Math.Min(to, Math.Max(x0, x1)));
        }

        var square = (dx * dx) + (dy * dy);
        var last = Math.Min(WidthPx - 1, (int)Math.Floor(to + reach));
        for (var x = Math.Max(0, (int)Math.Ceiling(from - reach)); x <= last; x++)
        {
            var t = square < 1e-9 ? 0 : Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / square, 0, 1);
            var (ex, ey) = (x - a.X - (t * dx), y - a.Y - (t * dy));
            var cover = Math.Min(1, reach - Math.Sqrt((ex * ex) + (ey * ey)));
            if (cover > 0)
            {
                Blend(x, y, ink, cover * opacity);
            }
        }
    }
}
