using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>The point of a surface nearest to a given one, as an anchor. Set-up code.</summary>
internal static class NearestPoint
{
    /// <summary>Looks through all triangles.</summary>
    public static Anchor On(ISurfaceMesh mesh, Particles particles, Vec3 p, out double distanceM)
    {
        var triangles = mesh.Triangles;
        var best = Anchor.World(p);
        distanceM = double.PositiveInfinity;
        for (var t = 0; t + 2 < triangles.Length; t += 3)
        {
            var (i, j, k) = (triangles[t], triangles[t + 1], triangles[t + 2]);
            var (a, b, c) = (particles.Position(i), particles.Position(j), particles.Position(k));
            var weights = Weights(p, a, b, c);
            var away = (p - ((weights.X * a) + (weights.Y * b) + (weights.Z * c))).Length;
            if (away < distanceM)
            {
                (best, distanceM) = (Anchor.Triangle(i, j, k, weights), away);
            }
        }

        return best;
    }

    // Ericson, "Real-Time Collision Detection", 5.1.5: by the region of the triangle's plane that the point lies over.
    private static Vec3 Weights(Vec3 p, Vec3 a, Vec3 b, Vec3 c)
    {
        var (ab, ac, ap, bp, cp) = (b - a, c - a, p - a, p - b, p - c);
        var (d1, d2, d3, d4, d5, d6) = (ab.Dot(ap), ac.Dot(ap), ab.Dot(bp), ac.Dot(bp), ab.Dot(cp), ac.Dot(cp));
        var (va, vb, vc) = ((d3 * d6) - (d5 * d4), (d5 * d2) - (d1 * d6), (d1 * d4) - (d3 * d2));
        if (d1 <= 0 && d2 <= 0)
        {
            return new(1, 0, 0);
        }

        if (d3 >= 0 && d4 <= d3)
        {
            return new(0, 1, 0);
        }

        if (d6 >= 0 && d5 <= d6)
        {
            return new(0, 0, 1);
        }

        if (vc <= 0 && d1 >= 0 && d3 <= 0)
        {
            return new(1 - (d1 / (d1 - d3)), d1 / (d1 - d3), 0);
        }

        if (vb <= 0 && d2 >= 0 && d6 <= 0)
        {
            return new(1 - (d2 / (d2 - d6)), 0, d2 / (d2 - d6));
        }

        if (va <= 0 && d4 >= d3 && d5 >= d6)
        {
            var v = (d4 - d3) / (d4 - d3 + d5 - d6);
            return new(0, 1 - v, v);
        }

        var sum = va + vb + vc;
        return new(va / sum, vb / sum, vc / sum);
    }
}
