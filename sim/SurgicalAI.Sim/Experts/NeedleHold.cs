using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Experts;

/// <summary>
/// How two instruments hold one needle in the air: each from outside its arc, 60 degrees from the middle, the jaws' faces within 30
/// degrees of the arc's plane and their axis inwards, leaning a little towards its end. So the tools stand 22 mm apart, no wrist is bent
/// by more than 25 degrees, and neither tool comes nearer than 4 mm to the other or to the rest of the wire.
/// </summary>
internal static class NeedleHold
{
    /// <summary>Place on the wire where PSM1 holds; PSM2 holds at the opposite one.</summary>
    public const double Fraction = 2.0 / 3;

    private const double LeanRad = 15 * Si.Deg;
    private const double FaceRad = 300 * Si.Deg;
    private const double CentreBelowRad = 15 * Si.Deg;
    private const double DepthM = 8.5 * Si.Mm;

    /// <summary>Orientation of the needle at the handover: seen by the endoscope as a U, open away from the operator.</summary>
    // The arc's centre lies away from the operator and a little below; the tip is on PSM1's side, the blunt end on PSM2's.
    public static Rotation R_world_needle { get; } =
        Rotation.FromColumns(new(0, Math.Cos(CentreBelowRad), -Math.Sin(CentreBelowRad)), new(1, 0, 0));

    /// <summary>Pose of the holding tool in the needle's frame.</summary>
    /// <param name="side">1 for PSM1 at the tip's side, -1 for PSM2 at the blunt end's.</param>
    public static Pose<NeedleFrame, ToolFrame> T_needle_tool(int side)
    {
        var along = NeedleShape.Tangent_needle(side * Fraction);
        var normal = new Vec3(0, 0, 1);
        var inward = along.Cross(normal);
        var across = (Math.Cos(FaceRad) * inward) + (Math.Sin(FaceRad) * normal);
        var z = (Math.Cos(LeanRad) * across.Cross(along)) + (side * Math.Sin(LeanRad) * along);
        var y = side * across;
        return new(new(y.Cross(z), y, z), NeedleShape.Wire_needle(side * Fraction) - (DepthM * z));
    }
}
