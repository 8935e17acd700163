using System.Numerics;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Shapes of the Large Needle Driver, the needle and the marker, in the frames of the kinematics: shaft and clevis in DH frame 4
/// (Z along the shaft, Y the wrist-pitch axis), wrist link in DH frame 5 (X along the link, Z pitch, Y yaw axis), jaws in the
/// tool frame (Z along the jaws, X their hinge). Sizes after the 8 mm instrument; millimetres become metres here.
/// </summary>
internal sealed class InstrumentMeshes
{
    /// <summary>Radius of the target marker, metres.</summary>
    public const float BeadRadiusM = 2.75e-3f;

    private const float Mm = 1e-3f;
    private static readonly Vector3 X = Vector3.UnitX;
    private static readonly Vector3 Y = Vector3.UnitY;
    private static readonly Vector3 Z = Vector3.UnitZ;

    public InstrumentMeshes()
    {
        var builder = new MeshBuilder();
        Shaft = AddShaft(builder);
        Clevis = AddClevis(builder);
        WristLink = AddWristLink(builder);
        JawUpper = AddJaw(builder, 1);
        JawLower = AddJaw(builder, -1);
        Needle = AddNeedle(builder);
        builder.Sphere(BeadRadiusM, Finish.Glossy, 14, 20);
        Bead = builder.EndPart();
        (Vertices, Indices) = (builder.Vertices, builder.Indices);
    }

    public Vertex[] Vertices { get; }

    public uint[] Indices { get; }

    public MeshRange Shaft { get; }

    public MeshRange Clevis { get; }

    public MeshRange WristLink { get; }

    public MeshRange JawUpper { get; }

    public MeshRange JawLower { get; }

    public MeshRange Needle { get; }

    public MeshRange Bead { get; }

    private static MeshRange AddShaft(MeshBuilder b)
    {
        var r = 4 * Mm;
        b.Loft(Z, X, Finish.Coated, 28, new(-260 * Mm, r, r), new(-7.2f * Mm, r, r), new(-6.6f * Mm, 3.6f * Mm, 3.6f * Mm));
        return b.EndPart();
    }

    private static MeshRange AddClevis(MeshBuilder b)
    {
        b.Loft(Z, X, Finish.Steel, 24, new(-6.6f * Mm, 3.6f * Mm, 3.6f * Mm), new(-3.8f * Mm, 3.6f * Mm, 3.6f * Mm), new(-3.4f * Mm, 3.1f * Mm, 3.5f * Mm));
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            var o = side * 2.75f * Mm;
            b.Loft(Z, X, Finish.Steel, 16, new(-3.4f * Mm, 2.8f * Mm, 0.75f * Mm, o, 5), new(0.6f * Mm, 2.4f * Mm, 0.7f * Mm, o, 5), new(2.0f * Mm, 1.2f * Mm, 0.6f * Mm, o, 5));
        }

        b.Loft(Y, X, Finish.Dark, 16, new(-3.6f * Mm, 0.9f * Mm, 0.9f * Mm), new(3.6f * Mm, 0.9f * Mm, 0.9f * Mm));
        return b.EndPart();
    }

    private static MeshRange AddWristLink(MeshBuilder b)
    {
        b.Loft(Z, X, Finish.Dark, 20, new(-1.9f * Mm, 2.3f * Mm, 2.3f * Mm), new(1.9f * Mm, 2.3f * Mm, 2.3f * Mm));
        b.Loft(X, Y, Finish.Steel, 16, new(0.5f * Mm, 2.0f * Mm, 1.7f * Mm, 0, 4), new(4.6f * Mm, 2.9f * Mm, 2.3f * Mm, 0, 4), new(5.6f * Mm, 2.9f * Mm, 2.1f * Mm, 0, 4));
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            var o = side * 2.35f * Mm;
            b.Loft(X, -Z, Finish.Steel, 16, new(5.4f * Mm, 2.1f * Mm, 0.6f * Mm, o, 5), new(9.2f * Mm, 2.0f * Mm, 0.6f * Mm, o, 5), new(10.6f * Mm, 1.1f * Mm, 0.55f * Mm, o, 5));
        }

        return b.EndPart();
    }

    // Hinge drum of half the width each, then a finger that tapers to the control point; its flat face lies on the closed plane.
    private static MeshRange AddJaw(MeshBuilder b, int side)
    {
        var (inner, outer) = side > 0 ? (0f, 1.7f * Mm) : (-1.7f * Mm, 0f);
        b.Loft(X, Y, Finish.Dark, 18, new(inner, 2.0f * Mm, 2.0f * Mm), new(outer, 2.0f * Mm, 2.0f * Mm));
        Section At(float z, float halfX, float thick) => new(z * Mm, halfX * Mm, thick / 2 * Mm, side * thick / 2 * Mm, 4);
        b.Loft(Z, X, Finish.Steel, 16, At(0.4f, 1.6f, 1.9f), At(2.6f, 1.75f, 1.9f), At(8.2f, 1.35f, 1.35f), At(9.7f, 1.1f, 1.05f), At(10.2f, 0.7f, 0.6f));
        return b.EndPart();
    }

    private static MeshRange AddNeedle(MeshBuilder b)
    {
        b.Tube(Wire, WireRadius, Z, Finish.Steel with { Roughness = 0.25f }, 40, 10);
        return b.EndPart();

        static Vector3 Wire(float t)
        {
            var p = NeedleShape.Wire_needle((2 * t) - 1);
            return new((float)p.X, (float)p.Y, (float)p.Z);
        }

        static float WireRadius(float t) => (float)NeedleShape.WireRadiusM * (t is 0 ? 0.02f : Math.Clamp((1 - t) * 7, 0.03f, 1));
    }
}
