using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>Fills polygons. A pixel belongs to one when its centre (x + 0.5, y + 0.5) lies inside by the even-odd rule.</summary>
internal static class PolygonFill
{
    /// <summary>Fills one polygon.</summary>
    /// <param name="labels">One byte per pixel.</param>
    /// <param name="points">Corners in pixels, (0,0) being the picture's outer corner; may lie outside.</param>
    /// <param name="id">Value to write.</param>
    public static void Fill(Mat labels, ReadOnlySpan<Point2d> points, byte id)
    {
        var crossings = new List<double>();
        var (width, height) = (labels.Width, labels.Height);
        var pixels = labels.AsSpan<byte>();
        for (var y = 0; y < height; y++)
        {
            Cross(points, y + 0.5, crossings);
            crossings.Sort();
            var row = pixels.Slice(y * width, width);
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                row[Column(crossings[i], row.Length)..Column(crossings[i + 1], row.Length)].Fill(id);
            }
        }
    }

    // First column whose centre is at x or right of it.
    private static int Column(double x, int width) => (int)Math.Clamp(Math.Ceiling(x - 0.5), 0, width);

    private static void Cross(ReadOnlySpan<Point2d> points, double y, List<double> crossings)
    {
        crossings.Clear();
        for (var i = 0; i < points.Length; i++)
        {
            var (a, b) = (points[i], points[(i + 1) % points.Length]);
            if (a.Y <= y != b.Y <= y)
            {
                crossings.Add(a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)));
            }
        }
    }
}
