using System.Numerics;
using SurgicalAI.Control.Kinematics;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Jaws in the tool frame: Z along the closed jaws, X their hinge, the closed plane at Y = 0. Form and size by the tool's data.</summary>
internal static class JawMeshes
{
    private const float Mm = 1e-3f;

    // Fingers longer than these are fenestrated, as a ProGrasp's.
    private const double LongestSolidM = 0.015;

    /// <summary>Adds one jaw.</summary>
    /// <param name="b">Builder.</param>
    /// <param name="geometry">The tool's sizes.</param>
    /// <param name="side">1 for the upper jaw (towards +Y), -1 for the lower.</param>
    public static MeshRange Add(MeshBuilder b, ToolGeometry geometry, int side)
    {
        var (inner, outer) = side > 0 ? (0f, 1.7f * Mm) : (-1.7f * Mm, 0f);
        b.Loft(Vector3.UnitX, Vector3.UnitY, Finish.Dark, 18, new(inner, 2.0f * Mm, 2.0f * Mm), new(outer, 2.0f * Mm, 2.0f * Mm));
        if (geometry.Jaw == JawKind.Scissors)
        {
            AddBlade(b, side, Scale(geometry, 13, 3, 1.2));
        }
        else if (geometry.JawLengthM > LongestSolidM)
        {
            AddGrasper(b, side, Scale(geometry, 20, 5, 1.9));
        }
        else
        {
            AddFinger(b, side, Scale(geometry, 10.2, 3.2, 1.9));
        }

        return b.EndPart();
    }

    // Millimetres of the modelled size to metres of the tool's: X across, Y thick, Z along.
    private static Vector3 Scale(ToolGeometry g, double lengthMm, double widthMm, double thicknessMm) =>
        new((float)(g.JawWidthM / widthMm), (float)(g.JawThicknessM / thicknessMm), (float)(g.JawLengthM / lengthMm));

    // A finger that tapers to the control point; its flat face lies on the closed plane.
    private static void AddFinger(MeshBuilder b, int side, Vector3 mm)
    {
        Section At(float z, float halfX, float thick) => new(z * mm.Z, halfX * mm.X, thick / 2 * mm.Y, side * thick / 2 * mm.Y, 4);
        b.Loft(Vector3.UnitZ, Vector3.UnitX, Finish.Steel, 16, At(0.4f, 1.6f, 1.9f), At(2.6f, 1.75f, 1.9f), At(8.2f, 1.35f, 1.35f), At(9.7f, 1.1f, 1.05f), At(10.2f, 0.7f, 0.6f));
    }

    // Two rails joined at root and tip leave the window through which tissue bulges.
    private static void AddGrasper(MeshBuilder b, int side, Vector3 mm)
    {
        Section At(float z, float halfX, float thick) => new(z * mm.Z, halfX * mm.X, thick / 2 * mm.Y, side * thick / 2 * mm.Y, 4);
        b.Loft(Vector3.UnitZ, Vector3.UnitX, Finish.Steel, 16, At(0.4f, 1.6f, 1.9f), At(3.0f, 2.2f, 1.9f), At(5.4f, 2.5f, 1.7f));
        b.Loft(Vector3.UnitZ, Vector3.UnitX, Finish.Steel, 16, At(16.8f, 2.3f, 1.3f), At(19.0f, 1.9f, 1.1f), At(20.0f, 1.1f, 0.7f));
        foreach (var rail in (ReadOnlySpan<float>)[-1, 1])
        {
            Section Rail(float z, float thick) => new(z * mm.Z, thick / 2 * mm.Y, 0.6f * mm.X, -rail * 1.8f * mm.X, 4);
            b.LoftAt(new(0, side * 0.78f * mm.Y, 0), Vector3.UnitZ, Vector3.UnitY, Finish.Steel, 12, Rail(5.2f, 1.55f), Rail(17f, 1.3f));
        }
    }

    // The blades curve to +X together and shear past each other on the closed plane.
    private static void AddBlade(MeshBuilder b, int side, Vector3 mm)
    {
        Section At(float z, float half, float thick, float bend) => new(z * mm.Z, thick / 2 * mm.Y, half * mm.X, -bend * mm.X, 3);
        b.LoftAt(
            new(0, side * 0.6f * mm.Y, 0), Vector3.UnitZ, Vector3.UnitY, Finish.Steel, 14,
            At(0.4f, 1.5f, 1.2f, 0), At(3f, 1.5f, 1.2f, 0), At(6f, 1.3f, 1.1f, 0.3f), At(9f, 1.05f, 1.0f, 0.9f), At(11.5f, 0.75f, 0.9f, 1.7f), At(13f, 0.35f, 0.7f, 2.3f));
    }
}
