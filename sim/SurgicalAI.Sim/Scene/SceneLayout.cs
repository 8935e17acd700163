using SurgicalAI.Core;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Scene;

/// <summary>
/// Where things stand in the world frame (origin on the tissue, X right, Y away from the operator, Z up).
/// The endoscope looks 58 degrees down from 115 mm away; PSM1's remote centre lies to its right and a little before it,
/// so that the shaft enters the picture from the right edge, as on a patient cart. Over the whole workspace the Classic PSM
/// with the Large Needle Driver keeps its insertion above 70 mm and its wrist within 60 degrees at the nominal orientation.
/// </summary>
public static class SceneLayout
{
    /// <summary>Distance from the tool frame's origin to the jaw control point along the tool's +Z (the jaws' axis); SurRoL's choice.</summary>
    public const double ControlPointM = 10.2 * Si.Mm;

    /// <summary>Half extent of the tip's workspace along the world's X, metres.</summary>
    public const double WorkspaceHalfXM = 35 * Si.Mm;

    /// <summary>Half extent of the tip's workspace along the world's Y, metres.</summary>
    public const double WorkspaceHalfYM = 25 * Si.Mm;

    /// <summary>Height of the tip's workspace above the tissue, metres.</summary>
    public const double WorkspaceHeightM = 35 * Si.Mm;

    private const double ViewDistanceM = 115 * Si.Mm;
    private const double ViewElevationRad = 58 * Si.Deg;
    private const double WristBendRad = 25 * Si.Deg;

    private static readonly Vec3 Aim_world = new(0, 3 * Si.Mm, 14 * Si.Mm);
    private static readonly Vec3 Centre_world = new(0, 0, 15 * Si.Mm);

    /// <summary>PSM1's remote centre of motion, metres.</summary>
    public static Vec3 Rcm_world { get; } = new(110 * Si.Mm, -55 * Si.Mm, 85 * Si.Mm);

    /// <summary>Jaw control point in the tool frame, metres.</summary>
    public static Vec3 ControlPoint_tool { get; } = new(0, 0, ControlPointM);

    /// <summary>Pose of the endoscope (its left eye), arm convention.</summary>
    public static Pose<WorldFrame, EcmFrame> T_world_ecm { get; } = PlaceEndoscope();

    /// <summary>Orientation at which the expert works: jaws bent 25 degrees down from the shaft, their plane turned to the endoscope.</summary>
    public static Rotation R_world_tool_nominal { get; } = NominalTool(Rcm_world);

    /// <summary>Pose of PSM1's base, its remote centre of motion.</summary>
    public static Pose<WorldFrame, BaseFrame> T_world_base { get; } = PlaceBase(Rcm_world, R_world_tool_nominal);

    /// <summary>Pose of the endoscope in the arm's base frame.</summary>
    public static Pose<BaseFrame, EcmFrame> T_base_ecm { get; } = T_world_base.Inverse() * T_world_ecm;

    /// <summary>Jaw control point of a tool pose, in the world frame, metres.</summary>
    public static Vec3 ControlPoint_world(Pose<WorldFrame, ToolFrame> T_world_tool) => T_world_tool * ControlPoint_tool;

    /// <summary>The nominal orientation of a tool whose shaft passes through a remote centre.</summary>
    internal static Rotation NominalTool(Vec3 rcm_world)
    {
        var shaft = (Centre_world - rcm_world).Normalized();
        var axis = shaft.Cross(new(0, 0, -1)).Normalized();
        var jaws = Rotation.FromRotationVector(WristBendRad * axis) * shaft;
        var towardsEye = -T_world_ecm.R.Z;
        var jawAxis = (towardsEye - (towardsEye.Dot(jaws) * jaws)).Normalized();
        return new(jawAxis, jaws.Cross(jawAxis), jaws);
    }

    /// <summary>The base of an arm at a remote centre.</summary>
    // Base +Z points from the workspace's centre to the remote centre, so that yaw and pitch are near 0 in the middle.
    // At q = 0 the tool's X lies along the base's Y: choosing that Y by the nominal tool's X keeps the roll near 0 too.
    internal static Pose<WorldFrame, BaseFrame> PlaceBase(Vec3 rcm_world, Rotation R_world_nominal)
    {
        var z = (rcm_world - Centre_world).Normalized();
        var jawAxis = R_world_nominal.X;
        var y = (jawAxis - (jawAxis.Dot(z) * z)).Normalized();
        return new(new(y.Cross(z), y, z), rcm_world);
    }

    // The ECM frame is the left eye; the pair's middle, not the eye, stands on the plane of symmetry (baseline 6 mm).
    private static Pose<WorldFrame, EcmFrame> PlaceEndoscope()
    {
        var (s, c) = Math.SinCos(ViewElevationRad);
        var forward = new Vec3(0, c, -s);
        var R_world_ecm = new Rotation(new(-1, 0, 0), new(0, s, c), forward);
        return new(R_world_ecm, Aim_world - (ViewDistanceM * forward) - new Vec3(3 * Si.Mm, 0, 0));
    }
}
