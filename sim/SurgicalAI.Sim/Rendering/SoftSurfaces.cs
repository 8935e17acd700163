using System.Numerics;
using System.Runtime.InteropServices;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>A corner of a deformable triangle as the graphics card reads it.</summary>
/// <param name="Position">World frame, metres.</param>
/// <param name="Normal">Sum over its triangles, weighted by their area; of no particular length.</param>
/// <param name="Rest">Place of the texture, metres.</param>
[StructLayout(LayoutKind.Sequential)]
internal record struct FleshVertex(Vector3 Position, Vector3 Normal, Vector2 Rest) : ICorner;

/// <summary>Makes smooth surfaces of deformed triangles. Hot path.</summary>
internal static class SoftSurfaces
{
    /// <summary>Share of the rest shape's Y in the texture's v. Laid on along the usual view, the texture is stretched only where a surface turns away.</summary>
    public const float AcrossView = 0.85f;

    /// <summary>Share of the rest shape's Z in the texture's v.</summary>
    public const float AlongView = 0.53f;

    /// <summary>Fills vertices with normals, and indices that count from the buffer's start.</summary>
    public static void Fill(SoftView soft, int firstVertex, Span<FleshVertex> vertices, Span<uint> indices)
    {
        for (var i = 0; i < vertices.Length; i++)
        {
            var rest = soft.RestVertices[i];
            vertices[i] = new(soft.Vertices[i], Vector3.Zero, new(rest.X, (AcrossView * rest.Y) + (AlongView * rest.Z)));
        }

        for (var i = 0; i + 2 < indices.Length; i += 3)
        {
            var (a, b, c) = ((int)soft.Indices[i], (int)soft.Indices[i + 1], (int)soft.Indices[i + 2]);
            var n = Vector3.Cross(soft.Vertices[b] - soft.Vertices[a], soft.Vertices[c] - soft.Vertices[a]);
            vertices[a].Normal += n;
            vertices[b].Normal += n;
            vertices[c].Normal += n;
            indices[i] = (uint)(firstVertex + a);
            indices[i + 1] = (uint)(firstVertex + b);
            indices[i + 2] = (uint)(firstVertex + c);
        }

        foreach (ref var vertex in vertices)
        {
            var length = vertex.Normal.Length();
            vertex.Normal = length > 0 ? vertex.Normal / length : Vector3.UnitZ;
        }
    }
}
