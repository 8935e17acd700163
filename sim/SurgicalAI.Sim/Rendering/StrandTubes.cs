using System.Numerics;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Makes tubes of threads: a ring of corners at every point, turned along with the thread so that it never twists.</summary>
internal static class StrandTubes
{
    public const int Corners = 7;
    private static readonly Vector2[] Circle = [.. Enumerable.Range(0, Corners).Select(i => new Vector2(MathF.Cos(2 * MathF.PI * i / Corners), MathF.Sin(2 * MathF.PI * i / Corners)))];

    public static int VertexCount(StrandView strand) => Corners * strand.PointCount;

    public static int IndexCount(StrandView strand) => 6 * Corners * Math.Max(0, strand.PointCount - 1);

    /// <summary>Fills a tube.</summary>
    /// <param name="strand">Thread of at least two points.</param>
    /// <param name="firstVertex">Number of its first vertex in the buffer.</param>
    /// <param name="vertices">Written.</param>
    /// <param name="indices">Written.</param>
    public static void Fill(StrandView strand, int firstVertex, Span<Vertex> vertices, Span<uint> indices)
    {
        var points = strand.Points.AsSpan(0, strand.PointCount);
        var tint = SolidLook.FinishOf(strand.Material).Tint;
        var side = Vector3.Zero;
        for (var i = 0; i < points.Length; i++)
        {
            var along = points[Math.Min(i + 1, points.Length - 1)] - points[Math.Max(i - 1, 0)];
            side = Across(along, side);
            var up = Vector3.Normalize(Vector3.Cross(side, along + new Vector3(0, 0, 1e-12f)));
            for (var j = 0; j < Corners; j++)
            {
                var n = (Circle[j].X * side) + (Circle[j].Y * up);
                vertices[(i * Corners) + j] = new(points[i] + (strand.RadiusM * n), n, tint);
            }
        }

        FillIndices(points.Length - 1, (uint)firstVertex, indices);
    }

    // The side of the ring before, made square to the thread again.
    private static Vector3 Across(Vector3 along, Vector3 before)
    {
        var length = along.Length();
        if (length < 1e-9f)
        {
            return before == Vector3.Zero ? Vector3.UnitX : before;
        }

        along /= length;
        var side = before - (Vector3.Dot(before, along) * along);
        if (side.LengthSquared() < 1e-4f)
        {
            side = Vector3.Cross(along, MathF.Abs(along.Z) < 0.9f ? Vector3.UnitZ : Vector3.UnitX);
        }

        return Vector3.Normalize(side);
    }

    private static void FillIndices(int stretches, uint first, Span<uint> indices)
    {
        var k = 0;
        for (var i = 0; i < stretches; i++)
        {
            for (var j = 0; j < Corners; j++)
            {
                var a = first + (uint)((i * Corners) + j);
                var b = first + (uint)((i * Corners) + ((j + 1) % Corners));
                (indices[k++], indices[k++], indices[k++]) = (a, b, b + Corners);
                (indices[k++], indices[k++], indices[k++]) = (a, b + Corners, a + Corners);
            }
        }
    }
}
