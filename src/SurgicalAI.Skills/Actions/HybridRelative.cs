using SurgicalAI.Core.Frames;

namespace SurgicalAI.Skills.Actions;

/// <summary>
/// Actions relative to the measured pose: translation along the endoscope's axes, rotation in the tool's own frame, jaw absolute.
/// The arm's kinematics may be off by centimetres; the difference between two of its readings is not.
/// </summary>
/// <remarks>
/// <c>dp = p_target - p_now</c> (m, ECM axes), <c>dR = R_nowᵀ R_target</c> as its first and second columns, jaw in rad.
/// Source: "Surgical Robot Transformer", arXiv 2407.12998, and the code of its successors.
/// </remarks>
public static class HybridRelative
{
    /// <summary>Numbers per action: 3 translation, 6 rotation, 1 jaw.</summary>
    public const int Length = 10;

    /// <summary>Writes the action that leads from one pose to another.</summary>
    /// <param name="now">Measured pose.</param>
    /// <param name="target">Wanted pose.</param>
    /// <param name="jawRad">Wanted jaw opening, rad.</param>
    /// <param name="action">Written: <see cref="Length"/> numbers.</param>
    public static void Encode(
        in Pose<EcmFrame, ToolFrame> now, in Pose<EcmFrame, ToolFrame> target, double jawRad, Span<float> action)
    {
        var dp = target.P - now.P;
        var dR = now.R.Inverse() * target.R;
        (action[0], action[1], action[2]) = ((float)dp.X, (float)dp.Y, (float)dp.Z);
        (action[3], action[4], action[5]) = ((float)dR.X.X, (float)dR.X.Y, (float)dR.X.Z);
        (action[6], action[7], action[8]) = ((float)dR.Y.X, (float)dR.Y.Y, (float)dR.Y.Z);
        action[9] = (float)jawRad;
    }

    /// <summary>The pose that an action leads to; columns that are not orthonormal are made so by Gram-Schmidt.</summary>
    /// <param name="now">Measured pose.</param>
    /// <param name="action"><see cref="Length"/> numbers.</param>
    /// <returns>The pose; not finite when the two columns are parallel or zero.</returns>
    public static Pose<EcmFrame, ToolFrame> Decode(in Pose<EcmFrame, ToolFrame> now, ReadOnlySpan<float> action)
    {
        var dR = Rotation.FromColumns(new(action[3], action[4], action[5]), new(action[6], action[7], action[8]));
        return new(now.R * dR, now.P + new Vec3(action[0], action[1], action[2]));
    }

    /// <summary>The absolute jaw opening of an action, rad.</summary>
    public static double JawRad(ReadOnlySpan<float> action) => action[9];
}
