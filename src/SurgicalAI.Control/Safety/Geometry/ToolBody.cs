using System.Runtime.CompilerServices;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Parts of an instrument as capsules: shaft, wrist, upper and lower jaw.</summary>
[InlineArray(Length)]
public struct ToolCapsules
{
    /// <summary>Number of parts.</summary>
    public const int Length = 4;

    /// <summary>Place of the first jaw.</summary>
    public const int FirstJaw = 2;

    private Capsule _element0;
}

/// <summary>Where an instrument is: its links and its parts, base frame.</summary>
internal struct BodyPose
{
    public ToolCapsules Parts;
    public BodyLinks Links;
    public Rotation R_base_tool;

    [InlineArray(JointVector.Length)]
    internal struct BodyLinks
    {
        private LinkPose _element0;
    }
}

/// <summary>The instrument's body as four capsules, and how its axes move each point of it. Hot path.</summary>
/// <remarks>
/// The shaft runs from the remote centre to the wrist, the wrist from the pitch axis to the yaw axis; each jaw from there to its end,
/// half the opening to its side. Sizes from the tool's data.
/// </remarks>
internal sealed class ToolBody(PsmKinematics kinematics)
{
    /// <summary>Place of the shaft among the parts.</summary>
    public const int Shaft = 0;

    /// <summary>Place of the wrist among the parts.</summary>
    public const int Wrist = 1;

    private const int UpperJaw = ToolCapsules.FirstJaw;

    private readonly PsmKinematics _kinematics = kinematics;
    private readonly ToolGeometry _geometry = kinematics.Model.Geometry;
    private readonly double _wristM = kinematics.Model.WristLengthM;
    private readonly double _jawRadiusM = Math.Max(kinematics.Model.Geometry.JawWidthM / 2, kinematics.Model.Geometry.JawThicknessM);

    /// <summary>Writes where the instrument is at a setpoint.</summary>
    public void Place(in AxisVector x, out BodyPose pose)
    {
        Unsafe.SkipInit(out pose);
        _kinematics.Links(x.Joints, pose.Links);
        var (wrist, tip) = (pose.Links[4].P, pose.Links[5].P);
        var R = pose.R_base_tool = pose.Links[5].R * _kinematics.Model.R_link6_tool;
        var (s, c) = Math.SinCos(Math.Max(0, x.Jaw) / 2);
        var (along, aside) = (_geometry.JawLengthM * c * R.Z, _geometry.JawLengthM * s * R.Y);
        pose.Parts[Shaft] = new(Vec3.Zero, wrist, _geometry.ShaftRadiusM);
        pose.Parts[Wrist] = new(wrist, tip, _geometry.WristRadiusM);
        pose.Parts[UpperJaw] = new(tip, tip + along + aside, _jawRadiusM);
        pose.Parts[UpperJaw + 1] = new(tip, tip + along - aside, _jawRadiusM);
    }

    /// <summary>Upper bound of the distance of any of its points from the remote centre, metres.</summary>
    public double ReachM(in AxisVector x) => Math.Abs(_kinematics.WristDistanceM(x.Joints)) + _wristM + _geometry.JawLengthM;

    /// <summary>Upper bound of any of its points' way (or speed) for given ways (or speeds) of the axes: each times its longest lever.</summary>
    /// <param name="v">Ways or speeds of the axes.</param>
    /// <param name="reachM">Greatest distance of its points from the remote centre on the way, metres.</param>
    public double BoundM(in AxisVector v, double reachM)
    {
        var (end, jaw) = (_wristM + _geometry.JawLengthM, _geometry.JawLengthM);
        return ((Math.Abs(v[0]) + Math.Abs(v[1])) * reachM) + Math.Abs(v[2])
            + ((Math.Abs(v[3]) + Math.Abs(v[4])) * end) + ((Math.Abs(v[5]) + (Math.Abs(v.Jaw) / 2)) * jaw);
    }

    /// <summary>How fast a part's point moves in a direction for each axis's unit speed.</summary>
    /// <param name="pose">Where the instrument is.</param>
    /// <param name="part">Part that the point belongs to.</param>
    /// <param name="p">The point, base frame.</param>
    /// <param name="direction">Unit vector, base frame.</param>
    public static AxisVector Slope(in BodyPose pose, int part, Vec3 p, Vec3 direction)
    {
        var slope = default(AxisVector);
        slope[0] = Turn(pose.Links[0], p, direction);
        slope[1] = Turn(pose.Links[1], p, direction);
        slope[2] = pose.Links[2].R.Z.Dot(direction);
        if (part == Shaft)
        {
            return slope;
        }

        slope[3] = Turn(pose.Links[3], p, direction);
        slope[4] = Turn(pose.Links[4], p, direction);
        if (part >= UpperJaw)
        {
            slope[5] = Turn(pose.Links[5], p, direction);
            var side = part == UpperJaw ? -0.5 : 0.5;
            slope[6] = side * pose.R_base_tool.X.Cross(p - pose.Links[5].P).Dot(direction);
        }

        return slope;
    }

    private static double Turn(in LinkPose link, Vec3 p, Vec3 direction) => link.R.Z.Cross(p - link.P).Dot(direction);
}
