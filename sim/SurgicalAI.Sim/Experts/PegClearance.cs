using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Experts;

/// <summary>How far an instrument's wrist and shaft stay clear of the board's pegs.</summary>
internal static class PegClearance
{
    private const int Samples = 8;
    private const double ShaftM = 40 * Si.Mm;

    /// <summary>Least distance between the surfaces of the instrument and any peg, metres; jaws not counted.</summary>
    public static double OfM(SimArm arm, in JointVector q)
    {
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        arm.Psm.Kinematics.Links(q, links);
        var (bend, hinge) = (arm.T_world_base * links[3].P, arm.T_world_base * links[5].P);
        var up = (arm.T_world_base.P - bend).Normalized();
        var tool = arm.Model.Geometry;
        return Math.Min(Least(hinge, bend, tool.WristRadiusM), Least(bend, bend + (ShaftM * up), tool.ShaftRadiusM));
    }

    private static double Least(Vec3 from, Vec3 to, double radiusM)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i <= Samples; i++)
        {
            var p = from + ((double)i / Samples * (to - from));
            for (var peg = 0; peg < PegBoard.PegCount; peg++)
            {
                least = Math.Min(least, FromPeg(p, PegBoard.Foot_world(peg)) - radiusM);
            }
        }

        return least;
    }

    private static double FromPeg(Vec3 p, Vec3 foot)
    {
        var above = Math.Max(0, p.Z - foot.Z - PegBoard.PegHeightM + PegBoard.PegRadiusM);
        return (p - foot with { Z = p.Z - above }).Length - PegBoard.PegRadiusM;
    }
}
