using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// The constraints of a sheet, derived from its triangles: a distance per edge, and per pair of neighbours the quadratic bending of
/// Bergou et al., "A Quadratic Bending Model for Inextensible Surfaces" (2006), whose rest shape is flat, weighted so that a grid bent
/// along its threads or along its diagonals has the energy of a plate. Rebuilt when the topology changes; no allocation after
/// construction. Hot path.
/// </summary>
internal sealed class SheetLinks(SheetMesh mesh, int[] corners, ElementTopology topology, ClothMaterial material)
{
    // A right triangle's long side is the cell's diagonal: it resists shear, not stretch.
    private const double DiagonalFactor = 1.2;

    // Alternating diagonals leave a grid this much softer than its hinges' energy in an even bend: found with cantilevers of many sizes.
    private const double GridFactor = 1.3;
    private readonly Edge[] _edges = new Edge[corners.Length];
    private readonly Hinge[] _hinges = new Hinge[corners.Length];
    private readonly double _tear = material.TearStretch;
    private int _edgeCount;
    private int _hingeCount;

    /// <summary>Lists the constraints of the elements that hold.</summary>
    public void Rebuild()
    {
        (_edgeCount, _hingeCount) = (0, 0);
        for (var side = 0; side < corners.Length; side++)
        {
            var (t, u) = (side / 3, topology.Neighbours[side]);
            if (!topology.Broken[t] && u < t)
            {
                AddEdge(side, u);
            }

            if (!topology.Broken[t] && u > t)
            {
                AddHinge(side, u);
            }
        }
    }

    /// <summary>A pass there and one back, each with half the stiffness.</summary>
    /// <param name="local">x, y, z, inverse mass per particle; changed.</param>
    /// <param name="hS">Time since the prediction, seconds.</param>
    /// <param name="torn">Filled with the triangles beside overstretched edges.</param>
    /// <returns>Number of those.</returns>
    public int Solve(Span<double> local, double hS, Span<int> torn)
    {
        var (scale, count) = (2 / (hS * hS), 0);
        for (var i = 0; i < _hingeCount; i++)
        {
            Solve(_hinges[i], local, scale);
        }

        for (var i = 0; i < _edgeCount; i++)
        {
            count += Solve(_edges[i], local, scale) && count < torn.Length ? Note(_edges[i], torn[count..]) : 0;
        }

        for (var i = _edgeCount - 1; i >= 0; i--)
        {
            Solve(_edges[i], local, scale);
        }

        for (var i = _hingeCount - 1; i >= 0; i--)
        {
            Solve(_hinges[i], local, scale);
        }

        return count;
    }

    private bool Solve(in Edge e, Span<double> local, double scale)
    {
        var a = local.Slice(e.A, 4);
        var b = local.Slice(e.B, 4);
        var (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        var w = a[3] + b[3];
        if (w <= 0 || length < 1e-12)
        {
            return false;
        }

        var push = (e.RestM - length) / ((w + (scale * e.Compliance)) * length);
        var (pa, pb) = (push * a[3], push * b[3]);
        (a[0], a[1], a[2]) = (a[0] + (pa * x), a[1] + (pa * y), a[2] + (pa * z));
        (b[0], b[1], b[2]) = (b[0] - (pb * x), b[1] - (pb * y), b[2] - (pb * z));
        return length > _tear * e.RestM;
    }

    private static void Solve(in Hinge h, Span<double> local, double scale)
    {
        var a = local.Slice(h.A, 4);
        var b = local.Slice(h.B, 4);
        var c = local.Slice(h.C, 4);
        var d = local.Slice(h.D, 4);
        var w = (h.Ka * h.Ka * a[3]) + (h.Kb * h.Kb * b[3]) + (h.Kc * h.Kc * c[3]) + (h.Kd * h.Kd * d[3]);
        var rate = -1 / (w + (scale * h.Compliance));
        var (ra, rb, rc, rd) = (rate * h.Ka * a[3], rate * h.Kb * b[3], rate * h.Kc * c[3], rate * h.Kd * d[3]);
        for (var i = 0; i < 3; i++)
        {
            var bend = (h.Ka * a[i]) + (h.Kb * b[i]) + (h.Kc * c[i]) + (h.Kd * d[i]);
            a[i] += ra * bend;
            b[i] += rb * bend;
            c[i] += rc * bend;
            d[i] += rd * bend;
        }
    }

    private static int Note(in Edge e, Span<int> torn)
    {
        torn[0] = e.T;
        if (e.U < 0 || torn.Length < 2)
        {
            return 1;
        }

        torn[1] = e.U;
        return 2;
    }

    private void AddEdge(int side, int u)
    {
        var t = side / 3;
        var (i, j) = (Rest(side, 1), Rest(side, 2));
        var stiffness = Stiffness(t, i, j) + (u < 0 ? 0 : Stiffness(u, i, j));
        if (stiffness > 0)
        {
            _edges[_edgeCount++] = new(4 * Corner(side, 1), 4 * Corner(side, 2), (mesh.RestM[i] - mesh.RestM[j]).Length, 1 / stiffness, t, u);
        }
    }

    private void AddHinge(int side, int u)
    {
        var opposite = 3 * u;
        while (topology.Neighbours[opposite] != side / 3)
        {
            opposite++;
        }

        var (a, b, c, d) = (Rest(side, 1), Rest(side, 2), Rest(side, 0), Rest(opposite, 0));
        var (x, area) = (mesh.RestM, mesh.AreaM2(side / 3) + mesh.AreaM2(u));
        var (ac, bc) = (Cot(x[b] - x[a], x[c] - x[a]), Cot(x[a] - x[b], x[c] - x[b]));
        var (ad, bd) = (Cot(x[b] - x[a], x[d] - x[a]), Cot(x[a] - x[b], x[d] - x[b]));
        if (material.BendingNm > 0)
        {
            _hinges[_hingeCount++] = new(
                4 * Corner(side, 1),
                4 * Corner(side, 2),
                4 * Corner(side, 0),
                4 * Corner(opposite, 0),
                bc + bd,
                ac + ad,
                -ac - bc,
                -ad - bd,
                (IsDiagonal(side / 3, a, b) ? 2 : 1) * area / (GridFactor * material.BendingNm));
        }
    }

    private double Stiffness(int t, int i, int j)
    {
        var length = (mesh.RestM[i] - mesh.RestM[j]).Length;
        return (IsDiagonal(t, i, j) ? 4 * material.ShearNPerM : material.StretchNPerM) * mesh.AreaM2(t) / (length * length);
    }

    private bool IsDiagonal(int t, int i, int j)
    {
        var longest = true;
        for (var k = 0; k < 3; k++)
        {
            var side = mesh.RestM[Rest(3 * t, k)] - mesh.RestM[Rest(3 * t, k + 1)];
            longest &= Same(t, k, i, j) || (mesh.RestM[i] - mesh.RestM[j]).Length > DiagonalFactor * side.Length;
        }

        return longest;
    }

    private bool Same(int t, int k, int i, int j)
    {
        var (a, b) = (Rest(3 * t, k), Rest(3 * t, k + 1));
        return (a == i && b == j) || (a == j && b == i);
    }

    private static double Cot(Vec3 a, Vec3 b) => a.Dot(b) / a.Cross(b).Length;

    // Corner of a side's triangle, counted from the one opposite the side: as it is now, and the one that it was at rest.
    private int Corner(int side, int further) => corners[side - (side % 3) + ((side + further) % 3)];

    private int Rest(int side, int further) => mesh.Corners[side - (side % 3) + ((side + further) % 3)];

    private readonly record struct Edge(int A, int B, double RestM, double Compliance, int T, int U);

    private readonly record struct Hinge(int A, int B, int C, int D, double Ka, double Kb, double Kc, double Kd, double Compliance);
}
