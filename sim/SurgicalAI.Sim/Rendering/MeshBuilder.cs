using System.Numerics;
using System.Runtime.InteropServices;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Collects triangles of all rigid parts into one vertex and one index list. Set-up code.</summary>
internal sealed class MeshBuilder
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<uint> _indices = [];
    private int _partStart;

    public ReadOnlySpan<Vertex> Vertices => CollectionsMarshal.AsSpan(_vertices);

    public ReadOnlySpan<uint> Indices => CollectionsMarshal.AsSpan(_indices);

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
    public void Loft(Vector3 axis, Vector3 crossA, Finish finish, int corners, params ReadOnlySpan<Section> sections) =>
        LoftAt(Vector3.Zero, axis, crossA, finish, corners, sections);

    /// <summary>As the other, moved by a shift.</summary>
    public void LoftAt(Vector3 shift, Vector3 axis, Vector3 crossA, Finish finish, int corners, params ReadOnlySpan<Section> sections)
    {
        var first = _vertices.Count;
        var crossB = Vector3.Cross(axis, crossA);
        for (var i = 0; i + 1 < sections.Length; i++)
        {
            Band(axis, crossA, crossB, finish, corners, sections[i], sections[i + 1]);
        }

        Cap(axis, crossA, crossB, finish, corners, sections[0], -1);
        Cap(axis, crossA, crossB, finish, corners, sections[^1], 1);
        foreach (ref var vertex in CollectionsMarshal.AsSpan(_vertices)[first..])
        {
            vertex = vertex with { Position = vertex.Position + shift };
        }
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
    public void Sphere(float radius, Finish finish, int rings, int corners) => Capsule(radius, 0, finish, rings, corners);

    /// <summary>A sphere about the origin, drawn out along Z by a cylinder of a half length.</summary>
    public void Capsule(float radius, float halfLength, Finish finish, int rings, int corners)
    {
        var first = _vertices.Count;
        for (var i = 0; i <= rings; i++)
        {
            var (sp, cp) = MathF.SinCos(MathF.PI * i / rings);
            for (var j = 0; j < corners; j++)
            {
                var (s, c) = MathF.SinCos(2 * MathF.PI * j / corners);
                var n = new Vector3(sp * c, sp * s, -cp);
                _vertices.Add(new((radius * n) + new Vector3(0, 0, 2 * i < rings ? -halfLength : halfLength), n, finish.Tint));
            }
        }

        Stitch(first, rings, corners);
    }

    /// <summary>A box about the origin whose edges are bevelled.</summary>
    public void Box(Vector3 half, float bevel, Finish finish)
    {
        for (var face = 0; face < 6; face++)
        {
            var (axis, side) = (face / 2, (2 * (face % 2)) - 1);
            var first = (uint)_vertices.Count;
            for (var k = 0; k < 16; k++)
            {
                _vertices.Add(BoxCorner(half, bevel, axis, side, k / 4, k % 4, finish));
            }

            for (uint k = 0; k < 9; k++)
            {
                var a = first + (k / 3 * 4) + (k % 3);
                _indices.AddRange([a, a + 1, a + 5, a, a + 5, a + 4]);
            }
        }
    }

    /// <summary>A triangular block about the origin with a round hole along Z; its first corner lies on +X.</summary>
    public void TriangularRing(float cornerRadius, float holeRadius, float halfHeight, Finish finish)
    {
        const int Steps = 48;
        Wall(t => cornerRadius * TriangleEdge(t), halfHeight, Steps, 3, finish);
        Wall(t => holeRadius * Direction(t), halfHeight, Steps, 1, finish);
        foreach (var z in (ReadOnlySpan<float>)[-halfHeight, halfHeight])
        {
            var first = _vertices.Count;
            for (var i = 0; i < 2 * Steps; i++)
            {
                var t = (float)(i % Steps) / Steps;
                var p = i < Steps ? holeRadius * Direction(t) : cornerRadius * TriangleEdge(t);
                _vertices.Add(new(p + new Vector3(0, 0, z), new(0, 0, MathF.Sign(z)), finish.Tint));
            }

            Stitch(first, 1, Steps);
        }
    }

    private static Vector3 Direction(float turn)
    {
        var (s, c) = MathF.SinCos(2 * MathF.PI * turn);
        return new(c, s, 0);
    }

    // Edge of the triangle with its corners at distance 1.
    private static Vector3 TriangleEdge(float turn)
    {
        var fromMiddle = (2 * MathF.PI * (turn - (MathF.Floor(turn * 3) / 3))) - (MathF.PI / 3);
        return 0.5f / MathF.Cos(fromMiddle) * Direction(turn);
    }

    // Grid lines 0 and 3 of a face lie on the bevel, 1 and 2 on the flat.
    private static Vertex BoxCorner(Vector3 half, float bevel, int axis, int side, int i, int j, Finish finish)
    {
        Vector3 inner = default, outward = default;
        var (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
        (inner[axis], outward[axis]) = (side * (half[axis] - bevel), side);
        (inner[u], outward[u]) = ((i < 2 ? -1 : 1) * (half[u] - bevel), i == 0 ? -1 : i == 3 ? 1 : 0);
        (inner[v], outward[v]) = ((j < 2 ? -1 : 1) * (half[v] - bevel), j == 0 ? -1 : j == 3 ? 1 : 0);
        var n = Vector3.Normalize(outward);
        return new(inner + (bevel * n), n, finish.Tint);
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

    // An upright wall; vertices are doubled at the ends of each of its sides, so that corners stay sharp.
    private void Wall(Func<float, Vector3> edge, float halfHeight, int steps, int sides, Finish finish)
    {
        var perSide = steps / sides;
        for (var side = 0; side < sides; side++)
        {
            for (var i = 0; i < perSide; i++)
            {
                var first = (uint)_vertices.Count;
                for (var k = 0; k < 4; k++)
                {
                    var t = (float)((side * perSide) + i + (k % 2)) / steps;
                    var within = Math.Clamp(t, (side + 1e-4f) / sides, (side + 1 - 1e-4f) / sides);
                    var along = edge(Math.Min(within + 1e-4f, (side + 1 - 1e-5f) / sides)) - edge(within - 1e-4f < 0 ? 0 : within - 1e-4f);
                    var n = Vector3.Normalize(Vector3.Cross(along, Vector3.UnitZ));
                    _vertices.Add(new(edge(within) + new Vector3(0, 0, k < 2 ? -halfHeight : halfHeight), n, finish.Tint));
                }

                _indices.AddRange([first, first + 1, first + 3, first, first + 3, first + 2]);
            }
        }
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
