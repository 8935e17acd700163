using System.Numerics;
using System.Runtime.InteropServices;

namespace SurgicalAI.Sim.Rendering;

/// <summary>A corner of any triangle; the place comes first in memory.</summary>
internal interface ICorner
{
    /// <summary>Place, metres.</summary>
    Vector3 Position { get; }
}

/// <summary>One corner of a triangle as the graphics card reads it.</summary>
/// <param name="Position">Metres, in the part's frame.</param>
/// <param name="Normal">Unit normal.</param>
/// <param name="Tint">Factor on the part's colour (x), metalness (y), roughness (z).</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Vertex(Vector3 Position, Vector3 Normal, Vector3 Tint) : ICorner;

/// <summary>Surface finish of a stretch of a mesh.</summary>
/// <param name="Brightness">Factor on the part's colour.</param>
/// <param name="Metalness">0 (plastic) to 1 (bare metal).</param>
/// <param name="Roughness">0.1 (polished) to 1 (matt).</param>
internal readonly record struct Finish(float Brightness, float Metalness, float Roughness)
{
    public static Finish Steel { get; } = new(1, 1, 0.38f);

    public static Finish Polished { get; } = new(1, 1, 0.25f);

    public static Finish Dark { get; } = new(0.35f, 0.8f, 0.5f);

    public static Finish Coated { get; } = new(1, 0.05f, 0.42f);

    public static Finish Glossy { get; } = new(1, 0, 0.3f);

    public Vector3 Tint => new(Brightness, Metalness, Roughness);
}

/// <summary>Cross-section of a loft: a rounded rectangle across the loft's axis.</summary>
/// <param name="At">Place along the axis, metres.</param>
/// <param name="HalfA">Half width along the first cross axis, metres.</param>
/// <param name="HalfB">Half width along the second cross axis, metres.</param>
/// <param name="OffsetB">Shift along the second cross axis, metres.</param>
/// <param name="Squareness">2 for an ellipse; larger for squarer corners.</param>
internal readonly record struct Section(float At, float HalfA, float HalfB, float OffsetB = 0, float Squareness = 2);

/// <summary>Part of the common vertex and index buffers.</summary>
/// <param name="FirstIndex">First index.</param>
/// <param name="IndexCount">Number of indices.</param>
internal readonly record struct MeshRange(int FirstIndex, int IndexCount);
