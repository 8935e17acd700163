using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>Triangles of a sheet at rest. Set-up data; a <see cref="Cloth"/> is made from it.</summary>
/// <param name="RestM">Corners, metres, world frame.</param>
/// <param name="Corners">Three corner indices per triangle, counter-clockwise seen from above.</param>
public sealed record SheetMesh(Vec3[] RestM, int[] Corners)
{
    /// <summary>Number of triangles.</summary>
    public int Triangles => Corners.Length / 3;

    /// <summary>A grid of cells, each cut into two triangles along alternating diagonals, mapped to space.</summary>
    /// <param name="nx">Cells along the first coordinate.</param>
    /// <param name="ny">Cells along the second.</param>
    /// <param name="at">Point in the world of grid coordinates 0 to 1 in X and Y.</param>
    public static SheetMesh Grid(int nx, int ny, Func<double, double, Vec3> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var rest = new Vec3[(nx + 1) * (ny + 1)];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = at((double)(i % (nx + 1)) / nx, (double)(i / (nx + 1)) / ny);
        }

        var corners = new List<int>(6 * nx * ny);
        for (var i = 0; i < nx * ny; i++)
        {
            var (x, y) = (i % nx, i / nx);
            var (a, b) = (x + ((nx + 1) * y), x + ((nx + 1) * (y + 1)));
            corners.AddRange(((x + y) & 1) == 0 ? [a, a + 1, b + 1, a, b + 1, b] : [a, a + 1, b, a + 1, b + 1, b]);
        }

        return new(rest, [.. corners]);
    }

    /// <summary>A sheet that lies on a ground.</summary>
    public static SheetMesh Over(double centreXM, double centreYM, double lengthXM, double lengthYM, Func<double, double, double> heightM, int nx, int ny)
    {
        ArgumentNullException.ThrowIfNull(heightM);
        return Grid(nx, ny, (u, v) =>
        {
            var (x, y) = (centreXM + ((u - 0.5) * lengthXM), centreYM + ((v - 0.5) * lengthYM));
            return new(x, y, heightM(x, y));
        });
    }

    /// <summary>Area of a triangle at rest, square metres.</summary>
    public double AreaM2(int triangle)
    {
        var a = RestM[Corners[3 * triangle]];
        return 0.5 * (RestM[Corners[(3 * triangle) + 1]] - a).Cross(RestM[Corners[(3 * triangle) + 2]] - a).Length;
    }
}
