using SurgicalAI.Core;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>What an arm says of its jaws' ends, through calibration and hand-eye; left eye's frame, metres.</summary>
/// <param name="First">End of one jaw.</param>
/// <param name="Second">End of the other.</param>
/// <param name="Hinge">Where both begin.</param>
public readonly record struct ArmTip(Vec3 First, Vec3 Second, Vec3 Hinge)
{
    // Of a needle driver.
    private const double UsualJawM = 10.2 * Si.Mm;

    /// <summary>An arm that says nothing.</summary>
    public static ArmTip Silent { get; } = new(new(double.NaN, 0, 0), Vec3.Zero, Vec3.Zero);

    /// <summary>Ends of the jaws of a tool as its pose and opening tell them; the tool's frame sits where the jaws begin, Z along them, X about which they open.</summary>
    /// <param name="T_ecm_tool">Measured pose in the endoscope's frame.</param>
    /// <param name="jawRad">Opening, rad; negative presses.</param>
    /// <param name="jawLengthM">From where the jaws begin to their ends, metres.</param>
    public static ArmTip Of(in Pose<EcmFrame, ToolFrame> T_ecm_tool, double jawRad, double jawLengthM = UsualJawM)
    {
        var (s, c) = Math.SinCos(Math.Max(0, jawRad) / 2);
        var T_eye_tool = CameraConvention.T_ecm_eye.Inverse() * T_ecm_tool;
        return new(T_eye_tool * new Vec3(0, jawLengthM * s, jawLengthM * c), T_eye_tool * new Vec3(0, -jawLengthM * s, jawLengthM * c), T_eye_tool.P);
    }

    /// <summary>The tip: the middle between both.</summary>
    public Vec3 Middle => 0.5 * (First + Second);

    /// <summary>False when the arm is silent.</summary>
    public bool IsFinite => First.IsFinite && Second.IsFinite && Hinge.IsFinite;

    /// <summary>One of the ends.</summary>
    /// <param name="end">0 or 1.</param>
    public Vec3 End(int end) => end == 0 ? First : Second;
}
