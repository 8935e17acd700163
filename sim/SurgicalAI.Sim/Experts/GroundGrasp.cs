using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Experts;

/// <summary>
/// How to take something that lies on the ground: jaws that open along the ground and across the thing, so that one comes down on each
/// side; the tool leans along the thing, as far as that spares the wrist.
/// </summary>
/// <param name="R_world_tool">Orientation of the tool.</param>
/// <param name="Tip_world">Where the jaw control point closes, metres.</param>
internal readonly record struct GroundGrasp(Rotation R_world_tool, Vec3 Tip_world)
{
    /// <summary>Distance along the jaws from which they come down, metres.</summary>
    public const double ApproachM = 12 * Si.Mm;

    private const double MaxLeanRad = 45 * Si.Deg;
    private const double LeanStepRad = 7.5 * Si.Deg;
    private const double TurnCost = 0.2;

    /// <summary>Where the control point waits before it comes down, metres.</summary>
    public Vec3 Above_world => Tip_world - (ApproachM * R_world_tool.Z);

    /// <summary>The grasp of least wrist bend that the arm can reach.</summary>
    /// <param name="arm">Arm.</param>
    /// <param name="tip_world">Where the jaw control point is to close, metres.</param>
    /// <param name="up_world">Normal of the ground.</param>
    /// <param name="along_world">Direction of the thing.</param>
    /// <returns>Grasp and cost, rad; infinite when there is none.</returns>
    public static (GroundGrasp Grasp, double CostRad) Plan(SimArm arm, Vec3 tip_world, Vec3 up_world, Vec3 along_world)
    {
        var across = up_world.Cross(along_world).Normalized();
        var (best, least) = (default(GroundGrasp), double.PositiveInfinity);
        for (var lean = -MaxLeanRad; lean <= MaxLeanRad; lean += LeanStepRad)
        {
            foreach (var y in (ReadOnlySpan<Vec3>)[across, -across])
            {
                var candidate = new GroundGrasp(Lean(up_world, y, lean), tip_world);
                var cost = candidate.CostRad(arm);
                (best, least) = cost < least ? (candidate, cost) : (best, least);
            }
        }

        return (best, least);
    }

    private static Rotation Lean(Vec3 up, Vec3 y, double leanRad)
    {
        var (s, c) = Math.SinCos(leanRad);
        var z = (s * y.Cross(up)) - (c * up);
        return new(y.Cross(z), y, z);
    }

    private double CostRad(SimArm arm)
    {
        var near = arm.Setpoint;
        if (!arm.TryInverse(arm.Psm.PoseAt(Above_world, R_world_tool), near, out _)
            || !arm.TryInverse(arm.Psm.PoseAt(Tip_world, R_world_tool), near, out var q))
        {
            return double.PositiveInfinity;
        }

        return Math.Max(Math.Abs(q[4]), Math.Abs(q[5])) + (TurnCost * Math.Abs(q[3] - near[3]));
    }
}
