using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Experts;

/// <summary>
/// The scripted way of doing needle-reach: glides the jaw control point to the goal from slightly above, at up to 50 mm/s and slower
/// near the end, turns the tool back to its nominal orientation, closes the jaws softly on arrival, then holds.
/// </summary>
/// <remarks>A pure function of the state. It knows the goal; a policy must see it.</remarks>
public static class NeedleReachExpert
{
    /// <summary>Greatest speed of the tip, m/s.</summary>
    public const double MaxSpeedMPerS = 50 * Si.Mm;

    private const double SlowDownPerS = 3;
    private const double TurnRadPerS = 0.6;
    private const double JawRadPerS = 0.5;
    private const double CloseWithinM = 15 * Si.Mm;
    private const double LiftPerM = 0.3;
    private const double MaxLiftM = 8 * Si.Mm;
    private const double ClearanceM = 3 * Si.Mm;
    private const double MaxLeadM = 6 * Si.Mm;

    /// <summary>The next setpoint.</summary>
    /// <param name="scene">State.</param>
    /// <param name="stepS">Time until the setpoint is meant to be reached, seconds; it lies at most this long at full speed away.</param>
    /// <param name="nowNs">Time now, nanoseconds.</param>
    public static Waypoint Act(in SceneState scene, double stepS, long nowNs)
    {
        // From the setpoint, so that the arm's lag does not slow the motion; from the arm itself where something holds it back.
        var lead = (SceneLayout.ControlPoint_world(scene.T_world_setpoint) - scene.Tip_world).Length;
        var T_world_from = lead < MaxLeadM ? scene.T_world_setpoint : scene.T_world_tool;
        var from = SceneLayout.ControlPoint_world(T_world_from);
        var tip = StayAbove(scene.Surface, Advance(from, Aim(from, scene.Goal_world), stepS));
        var R = TurnBack(T_world_from.R, stepS);
        var T_world_next = new Pose<WorldFrame, ToolFrame>(R, tip - (R * SceneLayout.ControlPoint_tool));
        var atNs = nowNs + (long)(stepS * Si.SNs);
        return new(atNs, scene.T_world_ecm.Inverse() * T_world_next, Jaw(scene, (tip - scene.Goal_world).Length, stepS));
    }

    // From the side the path is held a little high, so that it comes down on the goal and does not graze the tissue.
    private static Vec3 Aim(Vec3 from, Vec3 goal)
    {
        var aside = from - goal with { Z = from.Z };
        return goal + new Vec3(0, 0, Math.Clamp(LiftPerM * (aside.Length - ClearanceM), 0, MaxLiftM));
    }

    private static Vec3 Advance(Vec3 from, Vec3 aim, double stepS)
    {
        var way = aim - from;
        var distance = way.Length;
        var step = Math.Min(MaxSpeedMPerS, SlowDownPerS * distance) * stepS;
        return step >= distance || distance < 1e-9 ? aim : from + (step / distance * way);
    }

    private static Vec3 StayAbove(in TissueSurface surface, Vec3 tip) =>
        tip with { Z = Math.Max(tip.Z, surface.HeightM(tip.X, tip.Y) + ClearanceM) };

    private static Rotation TurnBack(Rotation R_world_tool, double stepS)
    {
        var nominal = SceneLayout.R_world_tool_nominal;
        var angle = R_world_tool.AngleTo(nominal);
        var share = Math.Min(TurnRadPerS, SlowDownPerS * angle) * stepS / Math.Max(angle, 1e-9);
        return share >= 1 ? nominal : R_world_tool.Slerp(nominal, share);
    }

    private static double Jaw(in SceneState scene, double distanceM, double stepS)
    {
        var jaw = scene.SetpointJawRad;
        return distanceM > CloseWithinM ? jaw : jaw - Math.Clamp(jaw, -JawRadPerS * stepS, JawRadPerS * stepS);
    }
}
