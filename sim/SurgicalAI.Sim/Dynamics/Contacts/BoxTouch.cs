using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Touch of two boxes by separating axes: where faces meet, the face of one is clipped by the sides of the other (several points);
/// where edges cross, their nearest points.
/// </summary>
internal static class BoxTouch
{
    // An edge must part the boxes by clearly more than the best face: faces give several points and a steadier contact.
    private const double EdgeAdvantageM = 2e-5;

    // Edges that cross over two faces nearly parallel part the boxes along the faces' normal, only in a single point.
    private const double AlongFace = 0.985;

    public static void Collide(in Collider a, in Collider b, double marginM, TouchBuffer touches)
    {
        var reach = a.Radius + b.Radius + marginM;
        var apart = a.P - b.P;
        var (faceA, gapA) = BestFace(a, b, apart);
        var (faceB, gapB) = BestFace(b, a, apart);
        var gap = Math.Max(gapA, gapB);
        if (gap > reach)
        {
            return;
        }

        var edge = BestEdge(a, b, apart, out var i, out var j, out var axis);
        if (edge > reach)
        {
            return;
        }

        var n = gapA >= gapB ? Axis(a, faceA) : Axis(b, faceB);
        if (edge > gap + EdgeAdvantageM && Math.Abs(n.Dot(axis)) < AlongFace)
        {
            Edges(a, b, i, j, axis, marginM, touches);
        }
        else if (gapA >= gapB - EdgeAdvantageM)
        {
            Face(a, b, faceA, true, marginM, touches);
        }
        else
        {
            Face(b, a, faceB, false, marginM, touches);
        }
    }

    private static Vec3 Axis(in Collider c, int i) => i switch { 0 => c.R.X, 1 => c.R.Y, _ => c.R.Z };

    private static double Half(in Collider c, int i) => i switch { 0 => c.Half.X, 1 => c.Half.Y, _ => c.Half.Z };

    private static double Extent(in Collider c, Vec3 n) =>
        (c.Half.X * Math.Abs(n.Dot(c.R.X))) + (c.Half.Y * Math.Abs(n.Dot(c.R.Y))) + (c.Half.Z * Math.Abs(n.Dot(c.R.Z)));

    private static (int Face, double Gap) BestFace(in Collider of, in Collider other, Vec3 apart)
    {
        var (face, gap) = (0, double.NegativeInfinity);
        for (var i = 0; i < 3; i++)
        {
            var n = Axis(of, i);
            var g = Math.Abs(apart.Dot(n)) - Half(of, i) - Extent(other, n);
            (face, gap) = g > gap ? (i, g) : (face, gap);
        }

        return (face, gap);
    }

    private static double BestEdge(in Collider a, in Collider b, Vec3 apart, out int bestI, out int bestJ, out Vec3 axis)
    {
        var gap = double.NegativeInfinity;
        (bestI, bestJ, axis) = (0, 0, default);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var n = Axis(a, i).Cross(Axis(b, j));
                var length = n.Length;
                if (length < 1e-3)
                {
                    continue;
                }

                n /= length;
                var g = Math.Abs(apart.Dot(n)) - Extent(a, n) - Extent(b, n);
                if (g > gap)
                {
                    (gap, bestI, bestJ, axis) = (g, i, j, apart.Dot(n) < 0 ? -n : n);
                }
            }
        }

        return gap;
    }

    private static void Edges(in Collider a, in Collider b, int i, int j, Vec3 n, double marginM, TouchBuffer touches)
    {
        var (ea, eb) = (Axis(a, i), Axis(b, j));
        var (ma, mb) = (EdgeMiddle(a, i, -n), EdgeMiddle(b, j, n));
        var apart = ma - mb;
        var (k, ca, cb) = (ea.Dot(eb), ea.Dot(apart), eb.Dot(apart));
        var s = ((k * cb) - ca) / (1 - (k * k));
        var pa = ma + (Math.Clamp(s, -Half(a, i), Half(a, i)) * ea);
        var pb = mb + (Math.Clamp((k * s) + cb, -Half(b, j), Half(b, j)) * eb);
        var gap = (pa - pb).Dot(n) - a.Radius - b.Radius;
        if (gap < marginM)
        {
            touches.Add(new(pa - (a.Radius * n), pb + (b.Radius * n), n, gap));
        }
    }

    // Middle of the edge along an axis that lies furthest along a direction.
    private static Vec3 EdgeMiddle(in Collider c, int along, Vec3 n)
    {
        var p = c.P;
        for (var i = 0; i < 3; i++)
        {
            if (i != along)
            {
                p += Math.CopySign(Half(c, i), n.Dot(Axis(c, i))) * Axis(c, i);
            }
        }

        return p;
    }

    // Clips the other box's face that looks this way by the four sides of the reference face.
    private static void Face(in Collider reference, in Collider other, int face, bool referenceIsA, double marginM, TouchBuffer touches)
    {
        var n = Axis(reference, face);
        n = (other.P - reference.P).Dot(n) < 0 ? -n : n;
        var (u, v) = (Axis(reference, (face + 1) % 3), Axis(reference, (face + 2) % 3));
        var (hu, hv) = (Half(reference, (face + 1) % 3), Half(reference, (face + 2) % 3));
        Span<Vec3> polygon = stackalloc Vec3[12];
        Span<Vec3> clipped = stackalloc Vec3[12];
        IncidentFace(other, n, reference.P, u, v, polygon);
        var count = 4;
        count = Clip(polygon[..count], clipped, new(1, 0, 0), hu);
        count = Clip(clipped[..count], polygon, new(-1, 0, 0), hu);
        count = Clip(polygon[..count], clipped, new(0, 1, 0), hv);
        count = Clip(clipped[..count], polygon, new(0, -1, 0), hv);
        var height = Half(reference, face);
        foreach (var p in polygon[..count])
        {
            var gap = p.Z - height - reference.Radius - other.Radius;
            if (gap < marginM)
            {
                var at = reference.P + (p.X * u) + (p.Y * v);
                var (onReference, onOther) = (at + ((height + reference.Radius) * n), at + ((p.Z - other.Radius) * n));
                touches.Add(referenceIsA ? new(onReference, onOther, -n, gap) : new(onOther, onReference, n, gap));
            }
        }
    }

    // Corners of the face, in coordinates (u, v, height above the reference's centre).
    private static void IncidentFace(in Collider c, Vec3 n, Vec3 origin, Vec3 u, Vec3 v, Span<Vec3> corners)
    {
        var (axis, most) = (0, 0.0);
        for (var i = 0; i < 3; i++)
        {
            var d = Math.Abs(n.Dot(Axis(c, i)));
            (axis, most) = d > most ? (i, d) : (axis, most);
        }

        var centre = c.P - (Math.CopySign(Half(c, axis), n.Dot(Axis(c, axis))) * Axis(c, axis)) - origin;
        var (p, q) = (Half(c, (axis + 1) % 3) * Axis(c, (axis + 1) % 3), Half(c, (axis + 2) % 3) * Axis(c, (axis + 2) % 3));
        corners[0] = Seen(centre + p + q, u, v, n);
        corners[1] = Seen(centre + p - q, u, v, n);
        corners[2] = Seen(centre - p - q, u, v, n);
        corners[3] = Seen(centre - p + q, u, v, n);
    }

    private static Vec3 Seen(Vec3 p, Vec3 u, Vec3 v, Vec3 n) => new(p.Dot(u), p.Dot(v), p.Dot(n));

    private static int Clip(ReadOnlySpan<Vec3> polygon, Span<Vec3> result, Vec3 side, double limit)
    {
        var count = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (p, q) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            var (dp, dq) = (p.Dot(side) - limit, q.Dot(side) - limit);
            if (dp <= 0)
            {
                result[count++] = p;
            }

            if (dp * dq < 0)
            {
                result[count++] = p + (dp / (dp - dq) * (q - p));
            }
        }

        return count;
    }
}
