namespace SurgicalAI.Vision.Quality;

/// <summary>The circle on which most edge points lie, by trying triples of them in a fixed order and fitting to those that agree.</summary>
internal static class CircleFit
{
    private const int Trials = 96;

    // How far from the circle a point may lie, in grid columns.
    private const double Tolerance = 1.3;

    private const int FewestPoints = 12;

    // A field's radius as a share of the longer side of the frame; beyond, it is a straight edge.
    private const double Smallest = 0.12;
    private const double Largest = 0.75;

    /// <summary>Fits. Edges on the frame's border are left out; they agree when the circle reaches over it.</summary>
    /// <param name="edges">Points of the grid.</param>
    /// <param name="sx">Pixels of a column.</param>
    /// <param name="sy">Pixels of a row.</param>
    /// <param name="longSidePx">Longer side of the frame, pixels.</param>
    /// <param name="share">Share of all edges that agree, 0 when there are too few.</param>
    public static (double X, double Y, double RadiusPx) Best(EdgePoints edges, double sx, double sy, double longSidePx, out double share)
    {
        Span<int> free = stackalloc int[edges.Count];
        var count = 0;
        for (var i = 0; i < edges.Count; i++)
        {
            if (!edges[i].Border)
            {
                free[count++] = i;
            }
        }

        var best = (X: 0.0, Y: 0.0, RadiusPx: 0.0);
        share = 0;
        for (var trial = 0; trial < Trials && count >= FewestPoints; trial++)
        {
            var circle = Through(Point(edges, free[Pick(trial, 0, count)], sx, sy), Point(edges, free[Pick(trial, 1, count)], sx, sy), Point(edges, free[Pick(trial, 2, count)], sx, sy));
            Improve(edges, sx, sy, longSidePx, circle, ref best, ref share);
        }

        for (var round = 0; round < 3 && share > 0; round++)
        {
            Improve(edges, sx, sy, longSidePx, LeastSquares(edges, sx, sy, best), ref best, ref share);
        }

        return best;
    }

    // A fixed sequence that spreads well: multiples of three irrational numbers.
    private static int Pick(int trial, int which, int count)
    {
        var step = which switch { 0 => 0.6180339887, 1 => 0.7548776662, _ => 0.5698402910 };
        return (int)(((trial + 1) * step % 1) * count);
    }

    // Pixel position of an edge: between the last black sample and the first of the picture.
    private static (double X, double Y) Point(EdgePoints edges, int i, double sx, double sy)
    {
        var (row, column, _, right) = edges[i];
        return ((right ? column + 1 : column) * sx, (row + 0.5) * sy);
    }

    private static (double X, double Y, double RadiusPx) Through((double X, double Y) a, (double X, double Y) b, (double X, double Y) c)
    {
        var (bx, by, cx, cy) = (b.X - a.X, b.Y - a.Y, c.X - a.X, c.Y - a.Y);
        var d = 2 * ((bx * cy) - (by * cx));
        var (b2, c2) = ((bx * bx) + (by * by), (cx * cx) + (cy * cy));
        var (x, y) = (((cy * b2) - (by * c2)) / d, ((bx * c2) - (cx * b2)) / d);
        return (a.X + x, a.Y + y, Math.Sqrt((x * x) + (y * y)));
    }

    private static void Improve(
        EdgePoints edges, double sx, double sy, double longSidePx, (double X, double Y, double RadiusPx) circle, ref (double X, double Y, double RadiusPx) best, ref double share)
    {
        if (!(circle.RadiusPx >= Smallest * longSidePx && circle.RadiusPx <= Largest * longSidePx))
        {
            return;
        }

        var on = 0;
        for (var i = 0; i < edges.Count; i++)
        {
            on += Agrees(edges, i, sx, sy, circle) ? 1 : 0;
        }

        if ((double)on / edges.Count >= share)
        {
            (best, share) = (circle, (double)on / edges.Count);
        }
    }

    private static bool Agrees(EdgePoints edges, int i, double sx, double sy, (double X, double Y, double RadiusPx) circle)
    {
        var (x, y) = Point(edges, i, sx, sy);
        var distance = Math.Sqrt(((x - circle.X) * (x - circle.X)) + ((y - circle.Y) * (y - circle.Y))) - circle.RadiusPx;
        return edges[i].Border ? distance <= Tolerance * sx : Math.Abs(distance) <= Tolerance * sx;
    }

    // Kåsa's fit: x² + y² = 2 a x + 2 b y + c is linear.
    private static (double X, double Y, double RadiusPx) LeastSquares(EdgePoints edges, double sx, double sy, (double X, double Y, double RadiusPx) near)
    {
        var (n, mx, my) = (0, 0.0, 0.0);
        for (var i = 0; i < edges.Count; i++)
        {
            if (!edges[i].Border && Agrees(edges, i, sx, sy, near))
            {
                var (x, y) = Point(edges, i, sx, sy);
                (n, mx, my) = (n + 1, mx + x, my + y);
            }
        }

        (mx, my) = (mx / n, my / n);
        var (xx, xy, yy, xz, yz, zz) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < edges.Count; i++)
        {
            if (!edges[i].Border && Agrees(edges, i, sx, sy, near))
            {
                var (px, py) = Point(edges, i, sx, sy);
                var (x, y) = (px - mx, py - my);
                var z = (x * x) + (y * y);
                (xx, xy, yy, xz, yz, zz) = (xx + (x * x), xy + (x * y), yy + (y * y), xz + (x * z), yz + (y * z), zz + z);
            }
        }

        var d = 2 * ((xx * yy) - (xy * xy));
        var (a, b) = (((xz * yy) - (yz * xy)) / d, ((yz * xx) - (xz * xy)) / d);
        return (a + mx, b + my, Math.Sqrt((a * a) + (b * b) + (zz / n)));
    }
}
