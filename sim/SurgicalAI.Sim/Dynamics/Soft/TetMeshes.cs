using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>How a brick-shaped cell is cut into tetrahedra.</summary>
public enum CellCut
{
    /// <summary>Five per cell, mirrored from cell to cell: fewest elements, no preferred diagonal.</summary>
    Five,

    /// <summary>Six per cell around one diagonal: all of the same volume.</summary>
    Six,
}

/// <summary>Makes tetrahedral meshes of grids: blocks, slabs over a ground, flaps. Set-up code.</summary>
public static class TetMeshes
{
    private static readonly int[] _five = [0, 1, 3, 5, 0, 3, 2, 6, 0, 5, 6, 4, 3, 6, 5, 7, 0, 5, 3, 6];
    private static readonly int[] _fiveMirrored = [1, 0, 4, 2, 1, 2, 7, 3, 1, 4, 5, 7, 2, 6, 7, 4, 1, 2, 4, 7];
    private static readonly int[] _six = [0, 1, 3, 7, 0, 3, 2, 7, 0, 2, 6, 7, 0, 6, 4, 7, 0, 4, 5, 7, 0, 5, 1, 7];

    /// <summary>A grid of cells mapped to space.</summary>
    /// <param name="nx">Cells along the first coordinate.</param>
    /// <param name="ny">Cells along the second.</param>
    /// <param name="nz">Cells along the third.</param>
    /// <param name="at">Point in the world of grid coordinates 0 to 1; must keep right-handedness.</param>
    /// <param name="cut">How cells are cut.</param>
    public static TetMesh Grid(int nx, int ny, int nz, Func<Vec3, Vec3> at, CellCut cut = CellCut.Five)
    {
        ArgumentNullException.ThrowIfNull(at);
        var rest = new Vec3[(nx + 1) * (ny + 1) * (nz + 1)];
        for (var i = 0; i < rest.Length; i++)
        {
            var (x, y, z) = (i % (nx + 1), i / (nx + 1) % (ny + 1), i / ((nx + 1) * (ny + 1)));
            rest[i] = at(new((double)x / nx, (double)y / ny, (double)z / nz));
        }

        var corners = new List<int>(24 * nx * ny * nz);
        for (var i = 0; i < nx * ny * nz; i++)
        {
            var (x, y, z) = (i % nx, i / nx % ny, i / (nx * ny));
            AddCell(corners, x, y, z, nx + 1, ny + 1, cut);
        }

        return Oriented(new(rest, [.. corners]));
    }

    /// <summary>A block between two opposite corners.</summary>
    public static TetMesh Box(Vec3 lowM, Vec3 highM, int nx, int ny, int nz, CellCut cut = CellCut.Five)
    {
        var size = highM - lowM;
        return Grid(nx, ny, nz, u => lowM + new Vec3(u.X * size.X, u.Y * size.Y, u.Z * size.Z), cut);
    }

    /// <summary>A slab of constant thickness that lies on a ground.</summary>
    /// <param name="centreXM">Middle, metres.</param>
    /// <param name="centreYM">Middle, metres.</param>
    /// <param name="lengthXM">Extent, metres.</param>
    /// <param name="lengthYM">Extent, metres.</param>
    /// <param name="thicknessM">Upwards, metres.</param>
    /// <param name="heightM">Height of the ground at (x, y), metres.</param>
    /// <param name="nx">Cells along X.</param>
    /// <param name="ny">Cells along Y.</param>
    /// <param name="nz">Cells through the thickness.</param>
    public static TetMesh Slab(double centreXM, double centreYM, double lengthXM, double lengthYM, double thicknessM, Func<double, double, double> heightM, int nx, int ny, int nz)
    {
        ArgumentNullException.ThrowIfNull(heightM);
        return Grid(nx, ny, nz, u =>
        {
            var (x, y) = (centreXM + ((u.X - 0.5) * lengthXM), centreYM + ((u.Y - 0.5) * lengthYM));
            return new(x, y, heightM(x, y) + (u.Z * thicknessM));
        });
    }

    private static void AddCell(List<int> corners, int x, int y, int z, int strideY, int countY, CellCut cut)
    {
        var pattern = cut == CellCut.Six ? _six : ((x + y + z) & 1) == 0 ? _five : _fiveMirrored;
        foreach (var corner in pattern)
        {
            var (i, j, k) = (x + (corner & 1), y + ((corner >> 1) & 1), z + (corner >> 2));
            corners.Add(i + (strideY * (j + (countY * k))));
        }
    }

    private static TetMesh Oriented(TetMesh mesh)
    {
        for (var t = 0; t < mesh.Tetrahedra; t++)
        {
            if (mesh.VolumeM3(t) < 0)
            {
                (mesh.Corners[(4 * t) + 2], mesh.Corners[(4 * t) + 3]) = (mesh.Corners[(4 * t) + 3], mesh.Corners[(4 * t) + 2]);
            }
        }

        return mesh;
    }
}
