using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Physics;

/// <summary>
/// Stiff one-sided spring and damper between the deepest of a few points of the instrument's tip and the tissue. The force acts on
/// the three proximal joints, which carry the tool's position. Hot path: no allocation.
/// </summary>
internal static class TissueContact
{
    private const double StiffnessNPerM = 12_000;
    private const double DampingNsPerM = 150;
    private const double MassKg = 1;
    private const double MinLeverM = 50 * Si.Mm;
    private const double HingeRadiusM = 2.2 * Si.Mm;

    /// <summary>Adds the contact's effect to the joint speeds.</summary>
    /// <returns>Force of the tissue on the tool along the surface's normal, newtons; 0 when apart.</returns>
    public static double Apply(in TissueSurface surface, in JointVector q, double jawRad, double stepS, ref JointVector velocity)
    {
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        SimPsm.Psm1.Kinematics.Links(q, links);
        var T_world_tool = SceneLayout.T_world_base * new Pose<BaseFrame, ToolFrame>(links[5].R * SimPsm.Psm1.Model.R_link6_tool, links[5].P);
        var depthM = Deepest(surface, T_world_tool, jawRad, out var p_world);
        if (depthM <= 0)
        {
            return 0;
        }

        var R_base_world = SceneLayout.T_world_base.R.Inverse();
        var n = R_base_world * surface.Normal(p_world.X, p_world.Y);
        var p = R_base_world * (p_world - SceneLayout.T_world_base.P);
        var lever = Math.Max(MinLeverM, p.Length);
        var (j1, j2, j3) = (n.Dot(links[0].R.Z.Cross(p)), n.Dot(links[1].R.Z.Cross(p)), n.Dot(links[2].R.Z));
        var approach = (j1 * velocity[0]) + (j2 * velocity[1]) + (j3 * velocity[2]);
        var forceN = Math.Max(0, (StiffnessNPerM * depthM) - (DampingNsPerM * approach));
        var push = stepS * forceN / MassKg;
        velocity[0] += push * j1 / (lever * lever);
        velocity[1] += push * j2 / (lever * lever);
        velocity[2] += push * j3;
        return forceN;
    }

    private static double Deepest(in TissueSurface surface, Pose<WorldFrame, ToolFrame> T_world_tool, double jawRad, out Vec3 p_world)
    {
        var (s, c) = Math.SinCos(Math.Max(0, jawRad) / 2);
        var tip = SceneLayout.ControlPointM;
        p_world = T_world_tool * new Vec3(0, s * tip, c * tip);
        var depth = Depth(surface, p_world, 0);
        Keep(surface, T_world_tool * new Vec3(0, -s * tip, c * tip), 0, ref depth, ref p_world);
        Keep(surface, T_world_tool * SceneLayout.ControlPoint_tool, 0, ref depth, ref p_world);
        Keep(surface, T_world_tool.P, HingeRadiusM, ref depth, ref p_world);
        return depth;
    }

    private static void Keep(in TissueSurface surface, Vec3 candidate, double radiusM, ref double depth, ref Vec3 p_world)
    {
        var d = Depth(surface, candidate, radiusM);
        if (d > depth)
        {
            (depth, p_world) = (d, candidate);
        }
    }

    private static double Depth(in TissueSurface surface, Vec3 p, double radiusM) => surface.HeightM(p.X, p.Y) + radiusM - p.Z;
}
