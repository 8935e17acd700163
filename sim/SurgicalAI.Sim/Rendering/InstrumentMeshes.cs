using System.Numerics;
using SurgicalAI.Control.Kinematics;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Meshes of one instrument's parts.</summary>
/// <param name="Shaft">In DH frame 4.</param>
/// <param name="Clevis">In DH frame 4.</param>
/// <param name="WristLink">In DH frame 5.</param>
/// <param name="JawUpper">In the tool frame, closed.</param>
/// <param name="JawLower">In the tool frame, closed.</param>
internal readonly record struct InstrumentParts(MeshRange Shaft, MeshRange Clevis, MeshRange WristLink, MeshRange JawUpper, MeshRange JawLower);

/// <summary>
/// Shapes of the instruments in the frames of the kinematics: shaft and clevis in DH frame 4 (Z along the shaft, Y the wrist-pitch
/// axis), wrist link in DH frame 5 (X along the link, Z pitch, Y yaw axis), jaws in the tool frame (Z along the jaws, X their
/// hinge). Sizes after the 8 mm instruments; millimetres become metres here.
/// </summary>
internal static class InstrumentMeshes
{
    /// <summary>Radius of the target marker, metres.</summary>
    public const float BeadRadiusM = 2.75e-3f;

    /// <summary>Distance between the wrist's axes for which the wrist link is modelled, metres.</summary>
    private const float ModelledWristM = 9.1e-3f;

    private const float Mm = 1e-3f;
    private static readonly Vector3 X = Vector3.UnitX;
    private static readonly Vector3 Y = Vector3.UnitY;
    private static readonly Vector3 Z = Vector3.UnitZ;

    /// <summary>Adds the parts of an instrument.</summary>
    /// <param name="b">Builder.</param>
    /// <param name="tool">The tool's data.</param>
    public static InstrumentParts Add(MeshBuilder b, PsmModel tool) => new(
        AddShaft(b), AddClevis(b), AddWristLink(b, (float)tool.WristLengthM - ModelledWristM), JawMeshes.Add(b, tool.Geometry, 1), JawMeshes.Add(b, tool.Geometry, -1));

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

    // A longer wrist moves the far half of the link outwards.
    private static MeshRange AddWristLink(MeshBuilder b, float longerM)
    {
        b.Loft(Z, X, Finish.Dark, 20, new(-1.9f * Mm, 2.3f * Mm, 2.3f * Mm), new(1.9f * Mm, 2.3f * Mm, 2.3f * Mm));
        Section At(float x, float halfA, float halfB, float offset, float square) => new((x * Mm) + (x > 4 ? longerM : 0), halfA * Mm, halfB * Mm, offset * Mm, square);
        b.Loft(X, Y, Finish.Steel, 16, At(0.5f, 2.0f, 1.7f, 0, 4), At(4.6f, 2.9f, 2.3f, 0, 4), At(5.6f, 2.9f, 2.1f, 0, 4));
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            var o = side * 2.35f;
            b.Loft(X, -Z, Finish.Steel, 16, At(5.4f, 2.1f, 0.6f, o, 5), At(9.2f, 2.0f, 0.6f, o, 5), At(10.6f, 1.1f, 0.55f, o, 5));
        }

        return b.EndPart();
    }
}
