using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Experts;

/// <summary>Moves with a needle that several scripts share.</summary>
internal static class NeedleMoves
{
    /// <summary>Jaw angle that presses on what lies between the jaws, rad.</summary>
    public const double PressRad = -0.35;

    /// <summary>Jaw angle at which the jaws go around a wire, rad.</summary>
    public const double OpenRad = 0.6;

    private const double GroundGapM = 0.25 * Si.Mm;
    private const double LiftM = 10 * Si.Mm;
    private const double PressS = 0.2;
    private const double DownMPerS = 30 * Si.Mm;
    private const double NearM = 0.5 * Si.Mm;

    /// <summary>Takes a needle that lies on the ground and lifts it a little; whether it came along is for the caller to see.</summary>
    /// <param name="scene">State.</param>
    /// <param name="hand">Hand that takes it.</param>
    /// <param name="needle">Needle.</param>
    /// <param name="fraction">Place on the wire: -1 at the blunt end, 1 at the tip.</param>
    public static IEnumerable<Wait> Pick(TaskScene scene, ArmHand hand, NeedleBody needle, double fraction)
    {
        hand.JawGoalRad = OpenRad;
        var (grasp, cost) = Plan(scene, hand, needle, fraction);
        if (!double.IsFinite(cost))
        {
            return [Wait.OnePeriod];
        }

        hand.RGoal_world_tool = grasp.R_world_tool;
        return hand.Go(scene, grasp.Above_world, 2 * NearM, 3).Concat(Take(scene, hand, grasp));
    }

    /// <summary>How to take a lying needle at a place of its wire.</summary>
    /// <returns>Grasp and cost, rad; infinite when the arm cannot.</returns>
    public static (GroundGrasp Grasp, double CostRad) Plan(TaskScene scene, ArmHand hand, NeedleBody needle, double fraction)
    {
        var T_world_needle = needle.T_world_needle(scene);
        var p = T_world_needle * NeedleShape.Wire_needle(fraction);
        var tip = p with { Z = scene.Surface.HeightM(p.X, p.Y) + GroundGapM };
        return GroundGrasp.Plan(scene.Arms[hand.Arm], tip, scene.Surface.Normal(p.X, p.Y), T_world_needle.R * NeedleShape.Tangent_needle(fraction));
    }

    /// <summary>The arm's nominal orientation, or that with the jaws' sides exchanged: whichever is nearer.</summary>
    public static Rotation NearestNominal(SimArm arm)
    {
        var nominal = arm.R_world_tool_nominal;
        var turned = nominal with { X = -nominal.X, Y = -nominal.Y };
        var now = arm.T_world_setpoint.R;
        return now.AngleTo(nominal) <= now.AngleTo(turned) ? nominal : turned;
    }

    private static IEnumerable<Wait> Take(TaskScene scene, ArmHand hand, GroundGrasp grasp)
    {
        hand.TipSpeedMPerS = DownMPerS;
        foreach (var wait in hand.Go(scene, grasp.Tip_world, NearM, 1.5))
        {
            yield return wait;
        }

        hand.TipSpeedMPerS = ArmHand.SpeedMPerS;
        hand.JawGoalRad = PressRad;
        while (!hand.IsThere(scene, 4 * NearM))
        {
            yield return Wait.OnePeriod;
        }

        for (var left = PressS; left > 0; left -= TaskExpert.PeriodS)
        {
            yield return Wait.OnePeriod;
        }

        foreach (var wait in hand.Go(scene, grasp.Tip_world + new Vec3(0, 0, LiftM), 2 * NearM, 1.5))
        {
            yield return wait;
        }
    }
}
