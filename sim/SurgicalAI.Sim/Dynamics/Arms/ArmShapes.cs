using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Contacts;

namespace SurgicalAI.Sim.Dynamics.Arms;

/// <summary>What of an instrument can be touched: shaft, wrist link and two jaws with flat inner faces.</summary>
internal static class ArmShapes
{
    /// <summary>Friction coefficient of the smooth steel of shaft and wrist.</summary>
    public const double SteelFriction = 0.2;

    private const double ShaftEndM = -4 * Si.Mm;
    private const double ShaftStartM = -150 * Si.Mm;
    private const double JawRootM = 1.5 * Si.Mm;
    private const double JawRoundingM = 0.2 * Si.Mm;

    // The drawn jaws taper; a box of constant thickness takes their mean.
    private const double MeanThickness = 0.75;

    public static Collider[] Of(ToolGeometry tool, double wristLengthM)
    {
        var shaft = CollisionShape.Capsule(new(0, 0, ShaftStartM), new(0, 0, ShaftEndM), tool.ShaftRadiusM);
        var wrist = CollisionShape.Capsule(Vec3.Zero, new(wristLengthM - (0.5 * tool.WristRadiusM), 0, 0), tool.WristRadiusM);
        return
        [
            Collider.Of(shaft, ArmLink.Shaft),
            Collider.Of(wrist, ArmLink.Wrist),
            Collider.Of(Jaw(tool, 1), ArmLink.JawUpper),
            Collider.Of(Jaw(tool, -1), ArmLink.JawLower),
        ];
    }

    private static CollisionShape Jaw(ToolGeometry tool, int side)
    {
        var half = new Vec3(0.5 * tool.JawWidthM, 0.5 * MeanThickness * tool.JawThicknessM, 0.5 * (tool.JawLengthM - JawRootM));
        var centre = new Vec3(0, side * half.Y, JawRootM + half.Z);
        return CollisionShape.Box(new(Rotation.Identity, centre), half, JawRoundingM);
    }
}
