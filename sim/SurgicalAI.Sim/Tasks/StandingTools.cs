using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Where the arms of the last episode stand when they stay: new things are not to be put into them.</summary>
internal static class StandingTools
{
    /// <summary>True when no tool that stays is near a point; always true where arms begin anew.</summary>
    /// <param name="scene">Scene being built.</param>
    /// <param name="p_world">Point, metres.</param>
    /// <param name="distanceM">Least distance from the middle of jaws, wrist and shaft, metres.</param>
    public static bool AreClearOf(this TaskScene scene, Vec3 p_world, double distanceM)
    {
        if (!scene.ArmsStay)
        {
            return true;
        }

        foreach (var arm in scene.Arms)
        {
            if (DistanceM(arm, p_world) < distanceM)
            {
                return false;
            }
        }

        return true;
    }

    // From the tip to the hinge of the jaws, and from there in a line to the remote centre.
    private static double DistanceM(SimArm arm, Vec3 p_world)
    {
        var hinge = arm.T_world_tool.P;
        return Math.Min(DistanceM(p_world, arm.Tip_world, hinge), DistanceM(p_world, hinge, arm.T_world_base.P));
    }

    private static double DistanceM(Vec3 p, Vec3 a, Vec3 b)
    {
        var way = b - a;
        var share = Math.Clamp((p - a).Dot(way) / way.Dot(way), 0, 1);
        return (p - a - (share * way)).Length;
    }
}
