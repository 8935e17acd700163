using System.Numerics;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Collects triangles of all rigid parts into one vertex and one index list. Set-up code.</summary>
internal sealed class MeshBuilder
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<uint> _indices = [];
    private int _partStart;

    public Vertex[] Vertices => [.. _vertices];

    public uint[] Indices => [.. _indices];

    /// <summary>Ends a part: everything added since the last call.</summary>
    public MeshRange EndPart()
    {
        var range = new MeshRange(_partStart, _indices.Count - _partStart);
        _partStart = _indices.Count;
        return range;
    }

    /// <summary>A body whose cross-section varies along an axis; closed at both ends.</summary>
    /// <param name="axis">Direction of the sections' <c>At</c>.</param>
    /// <param name="crossA">First cross axis, a unit vector.</param>
    /// <param name="finish">Surface.</param>
    /// <param name="corners">Points per section.</param>
    /// <param name="sections">In order of <c>At</c>.</param>
    public void Loft(Vector3 axis, Vector3 crossA, Finish finish, int corners, params ReadOnlySpan<Section> sections)
    {
        var crossB = Vector3.Cross(axis, crossA);
        for (var i = 0; i + 1 < sections.Length; i++)
        {
            Band(axis, crossA, crossB, finish, corners, sections[i], sections[i + 1]);
        }

        Cap(axis, crossA, crossB, finish, corners, sections[0], -1);
        Cap(axis, crossA, crossB, finish, corners, sections[^1], 1);
    }

    /// <summary>A tube along a curve.</summary>
    /// <param name="centre">Point of the centre line at 0 to 1, metres.</param>
    /// <param name="radius">Radius at 0 to 1, metres.</param>
    /// <param name="planeNormal">Normal of the plane in which the curve lies.</param>
    /// <param name="finish">Surface.</param>
    /// <param name="rings">Number of stretches.</param>
    /// <param name="corners">Points per ring.</param>
    public void Tube(Func<float, Vector3> centre, Func<float, float> radius, Vector3 planeNormal, Finish finish, int rings, int corners)
    {
        var first = _vertices.Count;
        for (var i = 0; i <= rings; i++)
        {
            var t = (float)i / rings;
            var along = Vector3.Normalize(centre(Math.Min(1, t + 1e-3f)) - centre(Math.Max(0, t - 1e-3f)));
            var side = Vector3.Cross(planeNormal, along);
            for (var j = 0; j < corners; j++)
            {
                var (s, c) = MathF.SinCos(2 * MathF.PI * j / corners);
                var n = (c * side) + (s * planeNormal);
                _vertices.Add(new(centre(t) + (radius(t) * n), n, finish.Tint));
            }
        }

        Stitch(first, rings, corners);
    }

    /// <summary>A sphere about the origin.</summary>
    public void Sphere(float radius, Finish finish, int rings, int corners)
    {
        var first = _vertices.Count;
        for (var i = 0; i <= rings; i++)
        {
            var (sp, cp) = MathF.SinCos(MathF.PI * i / rings);
            for (var j = 0; j < corners; j++)
            {
                var (s, c) = MathF.SinCos(2 * MathF.PI * j / corners);
                var n = new Vector3(sp * c, sp * s, -cp);
                _vertices.Add(new(radius * n, n, finish.Tint));
            }
        }

        Stitch(first, rings, corners);
    }

    private static Vector2 Outline(in Section section, int corner, int corners)
    {
        var (s, c) = MathF.SinCos(2 * MathF.PI * corner / corners);
        var e = 2 / section.Squareness;
        return new(
            section.HalfA * MathF.CopySign(MathF.Pow(MathF.Abs(c), e), c),
            section.OffsetB + (section.HalfB * MathF.CopySign(MathF.Pow(MathF.Abs(s), e), s)));
    }

    // Bands do not share vertices, so that an edge between two stretches stays sharp while the outline stays smooth.
    private void Band(Vector3 axis, Vector3 a, Vector3 b, Finish finish, int corners, Section low, Section high)
    {
        var first = _vertices.Count;
        for (var ring = 0; ring < 2; ring++)
        {
            var section = ring == 0 ? low : high;
            for (var j = 0; j < corners; j++)
            {
                var p = Outline(section, j, corners);
                var tangent = Outline(section, j + 1, corners) - Outline(section, j - 1, corners);
                var rise = Outline(high, j, corners) - Outline(low, j, corners);
                var along = (axis * (high.At - low.At)) + (a * rise.X) + (b * rise.Y);
                var n = Vector3.Cross((a * tangent.X) + (b * tangent.Y), along);
                n = n.LengthSquared() > 1e-20f ? Vector3.Normalize(n) : axis;
                _vertices.Add(new((axis * section.At) + (a * p.X) + (b * p.Y), n, finish.Tint));
            }
        }

        Stitch(first, 1, corners);
    }

    private void Cap(Vector3 axis, Vector3 a, Vector3 b, Finish finish, int corners, Section section, int side)
    {
        var first = (uint)_vertices.Count;
        _vertices.Add(new((axis * section.At) + (b * section.OffsetB), axis * side, finish.Tint));
        for (var j = 0; j < corners; j++)
        {
            var p = Outline(section, j, corners);
            _vertices.Add(new((axis * section.At) + (a * p.X) + (b * p.Y), axis * side, finish.Tint));
        }

        for (uint j = 0; j < corners; j++)
        {
            var (now, next) = (first + 1 + j, first + 1 + ((j + 1) % (uint)corners));
            _indices.AddRange(side > 0 ? [first, now, next] : [first, next, now]);
        }
    }

    private void Stitch(int first, int rings, int corners)
    {
        for (var i = 0; i < rings; i++)
        {
            for (var j = 0; j < corners; j++)
            {
                var a = (uint)(first + (i * corners) + j);
                var b = (uint)(first + (i * corners) + ((j + 1) % corners));
                var (c, d) = (a + (uint)corners, b + (uint)corners);
                _indices.AddRange([a, b, d, a, d, c]);
            }
        }
    }
}
