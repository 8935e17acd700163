namespace SurgicalAI.Vision.Overlay;

/// <summary>A point of a picture, pixels; centres lie at integers.</summary>
internal readonly record struct Pixel(double X, double Y);

/// <summary>Liang and Barsky's clipping of a segment to a box.</summary>
internal static class Clip
{
    /// <summary>Shortens the segment to the part inside; false when there is none or it is not finite.</summary>
    public static bool ToBox(ref Pixel a, ref Pixel b, double left, double top, double right, double bottom)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        if (!double.IsFinite(a.X + a.Y + dx + dy))
        {
            return false;
        }

        var (t0, t1) = (0.0, 1.0);
        if (Edge(-dx, a.X - left, ref t0, ref t1) && Edge(dx, right - a.X, ref t0, ref t1)
            && Edge(-dy, a.Y - top, ref t0, ref t1) && Edge(dy, bottom - a.Y, ref t0, ref t1))
        {
            (a, b) = (new(a.X + (t0 * dx), a.Y + (t0 * dy)), new(a.X + (t1 * dx), a.Y + (t1 * dy)));
            return true;
        }

        return false;
    }

    private static bool Edge(double p, double q, ref double t0, ref double t1)
    {
        if (p == 0)
        {
            return q >= 0;
        }

        var t = q / p;
        (t0, t1) = p < 0 ? (Math.Max(t0, t), t1) : (t0, Math.Min(t1, t));
        return t0 <= t1;
    }
}
