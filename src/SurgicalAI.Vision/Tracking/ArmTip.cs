using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>What an arm says of its jaws' ends, through calibration and hand-eye; left eye's frame, metres.</summary>
/// <param name="First">End of one jaw.</param>
/// <param name="Second">End of the other.</param>
/// <param name="Hinge">Where both begin.</param>
public readonly record struct ArmTip(Vec3 First, Vec3 Second, Vec3 Hinge)
{
    /// <summary>The tip: the middle between both.</summary>
    public Vec3 Middle => 0.5 * (First + Second);

    /// <summary>False when the arm is silent.</summary>
    public bool IsFinite => First.IsFinite && Second.IsFinite && Hinge.IsFinite;

    /// <summary>One of the ends.</summary>
    /// <param name="end">0 or 1.</param>
    public Vec3 End(int end) => end == 0 ? First : Second;
}
