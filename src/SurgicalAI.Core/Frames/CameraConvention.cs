namespace SurgicalAI.Core.Frames;

/// <summary>The one place where the arm's camera axes and OpenCV's meet.</summary>
public static class CameraConvention
{
    /// <summary>Pose of the left eye (OpenCV axes) in the endoscope's arm frame: half a turn about the optical axis.</summary>
    public static Pose<EcmFrame, EyeFrame> T_ecm_eye { get; } =
        new(new(new(-1, 0, 0), new(0, -1, 0), new(0, 0, 1)), Vec3.Zero);
}
