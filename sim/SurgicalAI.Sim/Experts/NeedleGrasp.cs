using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Experts;

/// <summary>
/// How to take a needle that lies on the ground: jaws opening along the ground and across the wire, so that one comes down on each
/// side; the tool leans along the wire, as far as that brings it near its nominal orientation.
/// </summary>
/// <param name="R_world_tool">Orientation of the tool.</param>
/// <param name="Tip_world">Where the jaw control point closes, metres.</param>
internal readonly record struct NeedleGrasp(Rotation R_world_tool, Vec3 Tip_world)
{
    /// <summary>Distance along the jaws from which they come down, metres.</summary>
    public const double ApproachM = 12 * Si.Mm;

    private const double GroundGapM = 0.25 * Si.Mm;
    private const double MaxLeanRad = 45 * Si.Deg;
    private const double LeanStepRad = 7.5 * Si.Deg;

    /// <summary>Where the control point waits before it comes down, metres.</summary>
    public Vec3 Above_world => Tip_world - (ApproachM * R_world_tool.Z);

    /// <summary>The grasp of least wrist bend that the arm can reach; false when there is none.</summary>
    /// <param name="arm">Arm.</param>
    /// <param name="surface">Ground.</param>
    /// <param name="T_world_needle">Needle, lying.</param>
    /// <param name="fraction">Place on the wire: -1 at the blunt end, 1 at the tip.</param>
    /// <param name="grasp">The grasp.</param>
    public static bool TryPlan(
        SimArm arm, in TissueSurface surface, Pose<WorldFrame, NeedleFrame> T_world_needle, double fraction, out NeedleGrasp grasp)
    {
        var p = T_world_needle * NeedleShape.Wire_needle(fraction);
        var up = surface.Normal(p.X, p.Y);
        var along = T_world_needle.R * NeedleShape.Tangent_needle(fraction);
        var across = up.Cross(along).Normalized();
        var least = double.PositiveInfinity;
        grasp = default;
        for (var lean = -MaxLeanRad; lean <= MaxLeanRad; lean += LeanStepRad)
        {
            foreach (var y in (ReadOnlySpan<Vec3>)[across, -across])
            {
                var candidate = Lean(surface, p, up, y, lean);
                var cost = CostOf(arm, candidate);
                (least, grasp) = cost < least ? (cost, candidate) : (least, grasp);
            }
        }

        return double.IsFinite(least);
    }

    private static NeedleGrasp Lean(in TissueSurface surface, Vec3 p, Vec3 up, Vec3 y, double leanRad)
    {
        var (s, c) = Math.SinCos(leanRad);
        var z = (s * y.Cross(up)) - (c * up);
        var height = surface.HeightM(p.X, p.Y) + GroundGapM - p.Z;
        return new(new(y.Cross(z), y, z), p + new Vec3(0, 0, height));
    }

    private static double CostOf(SimArm arm, in NeedleGrasp grasp)
    {
        var reach = WristOf(arm, grasp.R_world_tool, grasp.Tip_world, out var low) && WristOf(arm, grasp.R_world_tool, grasp.Above_world, out _);
        return reach ? low : double.PositiveInfinity;
    }

    private static bool WristOf(SimArm arm, Rotation R, Vec3 tip, out double bendRad)
    {
        var reach = arm.TryInverse(arm.Psm.PoseAt(tip, R), arm.Setpoint, out JointVector q);
        bendRad = Math.Max(Math.Abs(q[4]), Math.Abs(q[5])) + (0.2 * Math.Abs(q[3] - arm.Setpoint[3]));
        return reach;
    }
}
