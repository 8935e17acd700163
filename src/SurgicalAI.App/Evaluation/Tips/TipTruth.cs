using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>Where an arm's tip is, in the left eye's frame and picture.</summary>
/// <param name="Ends_eye">Ends of the jaws, metres.</param>
/// <param name="FirstEnd">End of one jaw in the picture, pixels as seen.</param>
/// <param name="SecondEnd">End of the other.</param>
/// <param name="FirstRight">End of the one jaw in the right eye's picture.</param>
/// <param name="SecondRight">End of the other there.</param>
/// <param name="Axis">Unit direction of the shaft's axis in the picture, towards the tip.</param>
/// <param name="IsAhead">False when it lies behind the lens.</param>
internal readonly record struct TipTruth(ArmTip Ends_eye, ImagePoint FirstEnd, ImagePoint SecondEnd, ImagePoint FirstRight, ImagePoint SecondRight, ImagePoint Axis, bool IsAhead)
{
    /// <summary>One of the ends in the picture.</summary>
    public ImagePoint End(int end) => end == 0 ? FirstEnd : SecondEnd;

    /// <summary>One of the ends in the right eye's picture.</summary>
    public ImagePoint RightEnd(int end) => end == 0 ? FirstRight : SecondRight;

    /// <summary>Distance of a point of the picture from the nearer end.</summary>
    public double Nearest(ImagePoint p) => Math.Min((p - FirstEnd).Length, (p - SecondEnd).Length);

    private const double AxisBackM = 15 * Si.Mm;

    // How far the blades of the simulator's scissors curve sideways, as a share of their width.
    private const double BladeBend = 2.3 / 3;

    // Middle of a jaw's end above its flat face, as a share of the jaw's thickness at the root.
    private const double FaceShare = 0.3 / 1.9;

    /// <summary>Truth of an arm.</summary>
    public static TipTruth Of(SimArm arm, Pose<EyeFrame, WorldFrame> T_eye_world, StereoRig rig)
    {
        var ends = Ends(arm, arm.TruePosition, arm.TrueJawRad, T_eye_world);
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        arm.Psm.Kinematics.Links(arm.TruePosition, links);
        var wrist = T_eye_world * (arm.T_world_base * links[3].P);
        var back = T_eye_world * (arm.T_world_base * (links[3].P - (AxisBackM * links[3].R.Z)));
        return rig.TryProject(ends.First, out var a, out var da) && rig.TryProject(ends.Second, out var b, out var db)
            && rig.TryProject(wrist, out var w, out _) && rig.TryProject(back, out var s, out _)
            ? new(ends, rig.Seen(a), rig.Seen(b), rig.Seen(a - new ImagePoint(da, 0)), rig.Seen(b - new ImagePoint(db, 0)), (rig.Seen(w) - rig.Seen(s)).Unit(), true)
            : default;
    }

    /// <summary>The jaws' ends as the arm reports them, errors and all, metres.</summary>
    public static ArmTip Reported(SimArm arm, Pose<EyeFrame, WorldFrame> T_eye_world)
    {
        var state = arm.Read();
        return Ends(arm, state.Position, state.JawRad, T_eye_world);
    }

    private static ArmTip Ends(SimArm arm, in JointVector q, double jawRad, Pose<EyeFrame, WorldFrame> T_eye_world)
    {
        var (geometry, T_world_tool) = (arm.Model.Geometry, arm.Psm.Forward_world(q));
        Vec3 End(int side) => new(geometry.Jaw == JawKind.Scissors ? BladeBend * geometry.JawWidthM : 0, side * FaceShare * geometry.JawThicknessM, geometry.JawLengthM);
        var halfRad = Math.Max(0, jawRad) / 2;
        return new(T_eye_world * (T_world_tool * (Rotation.AboutX(-halfRad) * End(1))), T_eye_world * (T_world_tool * (Rotation.AboutX(halfRad) * End(-1))), T_eye_world * T_world_tool.P);
    }
}
