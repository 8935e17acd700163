using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>
/// Distance from a cloud of points, kept on a grid of cells: a surface grown from segmented tissue. Growing allocates and takes
/// milliseconds; asking is hot path.
/// </summary>
/// <remarks>
/// Distances at the cells' centres are exact for the centres of the cells that hold points (Felzenszwalb and Huttenlocher, "Distance
/// Transforms of Sampled Functions", 2012). A distance changes by at most the way one goes, so each centre gives a lower bound for a
/// point near it; what is answered is the mean of eight such bounds, which no true distance falls short of.
/// </remarks>
public sealed class DistanceField
{
    private const int MostCells = 4 << 20;
    private readonly float[] _distanceM;
    private readonly double _cellM;
    private readonly Vec3 _first;
    private readonly int _nx;
    private readonly int _ny;
    private readonly int _nz;
    private readonly double _radiusM;
    private readonly Vec3 _middle;
    private readonly double _aroundM;

    private DistanceField(float[] distanceM, Vec3 first, (int X, int Y, int Z) size, double cellM, double radiusM, (Vec3 Low, Vec3 High) points)
    {
        (_distanceM, _first, _cellM, _radiusM) = (distanceM, first, cellM, radiusM);
        (_middle, _aroundM) = (0.5 * (points.Low + points.High), (points.High - points.Low).Length / 2);
        (_nx, _ny, _nz) = size;
    }

    /// <summary>Grows a field around points.</summary>
    /// <param name="points">Points in any one frame, metres.</param>
    /// <param name="radiusM">Each point stands for a ball of this radius, metres.</param>
    /// <param name="cellM">Edge of a cell, metres.</param>
    /// <param name="reachM">How far beyond the points distances are kept cell by cell, metres.</param>
    /// <exception cref="ArgumentException">No point, a point that is not finite, or more than four million cells.</exception>
    public static DistanceField Grow(ReadOnlySpan<Vec3> points, double radiusM, double cellM, double reachM = 0.02)
    {
        if (points.IsEmpty || !(radiusM >= 0 && cellM > 0 && reachM >= 2 * cellM))
        {
            throw new ArgumentException("A field needs points, a radius that is not negative, a cell and a reach of two cells or more.");
        }

        var (low, high) = (points[0], points[0]);
        foreach (var p in points)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        var first = low - new Vec3(reachM, reachM, reachM);
        var extent = (high - low) + new Vec3(2 * reachM, 2 * reachM, 2 * reachM);
        if (!(extent.IsFinite && extent.X * extent.Y * extent.Z / (cellM * cellM * cellM) < MostCells))
        {
            throw new ArgumentException($"The points span {extent} m: too much for cells of {cellM} m, or not finite.");
        }

        var size = ((int)(extent.X / cellM) + 2, (int)(extent.Y / cellM) + 2, (int)(extent.Z / cellM) + 2);
        var cells = DistanceTransform.Squared(Marks(points, first, size, cellM), size);
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = (float)(Math.Sqrt(cells[i]) * cellM);
        }

        // A point lies anywhere in its cell, at most half a diagonal from the centre.
        return new(cells, first, size, cellM, radiusM + (cellM * Math.Sqrt(3) / 2), (low, high));
    }

    /// <summary>Lower bound of the distance from the grown points, metres; negative inside.</summary>
    /// <param name="p">Point in the points' frame, metres.</param>
    public double DistanceM(Vec3 p)
    {
        var g = (p - _first) / _cellM;
        var inside = new Vec3(Math.Clamp(g.X, 0, _nx - 1.001), Math.Clamp(g.Y, 0, _ny - 1.001), Math.Clamp(g.Z, 0, _nz - 1.001));
        var (x, y, z) = ((int)inside.X, (int)inside.Y, (int)inside.Z);
        var (fx, fy, fz) = (inside.X - x, inside.Y - y, inside.Z - z);
        var sum = 0.0;
        for (var corner = 0; corner < 8; corner++)
        {
            var (i, j, k) = (corner & 1, (corner >> 1) & 1, corner >> 2);
            var weight = (i == 0 ? 1 - fx : fx) * (j == 0 ? 1 - fy : fy) * (k == 0 ? 1 - fz : fz);
            var offset = new Vec3(g.X - x - i, g.Y - y - j, g.Z - z - k);
            sum += weight * (_distanceM[x + i + (_nx * (y + j + (_ny * (z + k))))] - (_cellM * offset.Length));
        }

        return Math.Max(sum, _cellM * (g - inside).Length) - _radiusM;
    }

    /// <summary>Direction away from the points; a unit vector, up where there is none.</summary>
    internal Vec3 Away(Vec3 p)
    {
        var h = _cellM;
        var slope = new Vec3(
            DistanceM(p + new Vec3(h, 0, 0)) - DistanceM(p - new Vec3(h, 0, 0)),
            DistanceM(p + new Vec3(0, h, 0)) - DistanceM(p - new Vec3(0, h, 0)),
            DistanceM(p + new Vec3(0, 0, h)) - DistanceM(p - new Vec3(0, 0, h)));
        return slope.Length > 1e-12 ? slope.Normalized() : new(0, 0, 1);
    }

    /// <summary>Lower bound over a segment from the ball around all points, metres.</summary>
    internal double FarM(Vec3 a, Vec3 b) => (Segments.Nearest(a, b, _middle) - _middle).Length - _aroundM - _radiusM;

    /// <summary>
    /// Lower bound over a segment and the point where it is least. Strides along it: of a part between two samples the bound is half of
    /// what the samples add up to, less the part's length.
    /// </summary>
    /// <param name="a">One end, metres.</param>
    /// <param name="b">The other end, metres.</param>
    /// <param name="careM">Distances above this need not be told apart, metres.</param>
    internal (double DistanceM, Vec3 Point) Nearest(Vec3 a, Vec3 b, double careM)
    {
        var (way, leastM) = (b - a, _cellM);
        var length = way.Length;
        var (at, here) = (0.0, AtLeastM(a, careM));
        var (best, point, lowest) = (here, a, here);
        while (at < length)
        {
            var next = Math.Min(length, at + Math.Max(leastM, here - careM));
            var p = a + (next / length * way);
            var there = AtLeastM(p, careM);
            lowest = Math.Min(lowest, Math.Min(there, (here + there - (next - at)) / 2));
            (best, point) = there < best ? (there, p) : (best, point);
            (at, here) = (next, there);
        }

        return (lowest, point);
    }

    // One cell's bound is enough where it is far; it is less than the mean of eight by up to a diagonal.
    private double AtLeastM(Vec3 p, double careM)
    {
        var g = (p - _first) / _cellM;
        var (x, y, z) = (Nearest(g.X, _nx), Nearest(g.Y, _ny), Nearest(g.Z, _nz));
        var one = _distanceM[x + (_nx * (y + (_ny * z)))] - (_cellM * (g - new Vec3(x, y, z)).Length) - _radiusM;
        return one > careM + (2 * _cellM) ? one : DistanceM(p);
    }

    private static int Nearest(double cell, int count) => (int)Math.Clamp(cell + 0.5, 0, count - 1);

    private static float[] Marks(ReadOnlySpan<Vec3> points, Vec3 first, (int X, int Y, int Z) size, double cellM)
    {
        var marks = new float[size.X * size.Y * size.Z];
        Array.Fill(marks, DistanceTransform.Far);
        foreach (var p in points)
        {
            var g = (p - first) / cellM;
            marks[(int)Math.Round(g.X) + (size.X * ((int)Math.Round(g.Y) + (size.Y * (int)Math.Round(g.Z))))] = 0;
        }

        return marks;
    }
}
