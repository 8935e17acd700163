using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Replay;

/// <summary>SurRoL's PSM1 in life size: where it stands, how its numbers map to poses, and what an action asks for.</summary>
internal static class SurrolRobot
{
    // SurRoL multiplies every length by this; an action of 1 moves by 10 mm in life size.
    private const double Scale = 5;
    private const double MoveM = 10 * Si.Mm;
    private const double TurnRad = 30 * Si.Deg;
    private const double OpenJawRad = 40 * Si.Deg;

    // The tasks keep to yaw: the tool points straight down and turns about the vertical.
    private const double DownRad = -Math.PI / 2;

    // psm_env.py: POSE_PSM1, its limits of motion (each way 4 mm wider across and 16 mm higher), and psm.urdf: remote centre in the base.
    private static readonly Vec3 Base = new(0.05, 0.24, 0.8524);
    private static readonly Rotation R_world_base = Rotation.AboutZ(-110 * Si.Deg);
    private static readonly Vec3 Rcm_base = new(0, 0.4864, 0);
    private static readonly Vec3 Least = new(0.496, -0.054, 0.6852);
    private static readonly Vec3 Greatest = new(0.604, 0.054, 0.7712);

    /// <summary>A Classic PSM with the Large Needle Driver at SurRoL's place, in SurRoL's world brought to life size.</summary>
    public static SimPsm Psm { get; } = SimPsm.For(
        new("psm1", new(R_world_base, Base + (R_world_base * Rcm_base)), R_world_link(0) * SimPsm.Psm1.Model.R_link6_tool), SimPsm.DefaultTool);

    /// <summary>Tool pose of an observation.</summary>
    public static Pose<WorldFrame, ToolFrame> Pose(ReadOnlySpan<double> robot)
    {
        var R_world_link6 = Rotation.AboutZ(robot[5]) * Rotation.AboutY(robot[4]) * Rotation.AboutX(robot[3]);
        return new(R_world_link6 * Psm.Model.R_link6_tool, new Vec3(robot[0], robot[1], robot[2]) / Scale);
    }

    /// <summary>Where SurRoL's rule sends the tool: a step from where it is now, upright, within the limits.</summary>
    /// <param name="T_world_tool">Tool now.</param>
    /// <param name="action">Action.</param>
    /// <param name="turns">False for tasks that ignore the turn.</param>
    public static Pose<WorldFrame, ToolFrame> Target(Pose<WorldFrame, ToolFrame> T_world_tool, ReadOnlySpan<double> action, bool turns)
    {
        var p = T_world_tool.P + (MoveM * new Vec3(Unit(action[0]), Unit(action[1]), Unit(action[2])));
        var x_link6 = T_world_tool.R * Psm.Model.R_link6_tool.Inverse().X;
        var yaw = Math.Atan2(x_link6.Y, x_link6.X) + (turns ? TurnRad * Unit(action[3]) : 0);
        var inside = new Vec3(Math.Clamp(p.X, Least.X, Greatest.X), Math.Clamp(p.Y, Least.Y, Greatest.Y), Math.Clamp(p.Z, Least.Z, Greatest.Z));
        return new(R_world_link(yaw) * Psm.Model.R_link6_tool, inside);
    }

    /// <summary>Jaw opening that an action asks for, rad.</summary>
    public static double Jaw(ReadOnlySpan<double> action, bool opens) => opens && action[4] >= 0 ? OpenJawRad : 0;

    private static double Unit(double x) => Math.Clamp(x, -1, 1);

    private static Rotation R_world_link(double yawRad) => Rotation.AboutZ(yawRad) * Rotation.AboutX(DownRad);
}
