using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Reach a point above the needle.</summary>
internal static class NeedleReach
{
    public const double GoalHeightM = 5 * Si.Mm;

    public static Vec3 GoalOf(Pose<WorldFrame, NeedleFrame> T_world_needle) => T_world_needle.P + new Vec3(0, 0, GoalHeightM);
}
