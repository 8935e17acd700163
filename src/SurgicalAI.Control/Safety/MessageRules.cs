using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety;

/// <summary>The rules that look at the command alone: numbers, rotation, age, order. Hot path.</summary>
internal static class MessageRules
{
    /// <summary>Error of a rotation's columns (length, right angle) above which it is no rotation.</summary>
    private const double RotationTolerance = 1e-4;

    /// <summary>The first rule that refuses the command.</summary>
    public static GateRule Refusal(in ArmCommand wish, in GateState from, long nowNs, GateOptions options) =>
        !IsFinite(wish) ? GateRule.NotFinite
        : wish.Space == CommandSpace.Cartesian && !IsRotation(wish.T_base_tool.R) ? GateRule.NotARotation
        : IsStale(wish, nowNs, options) ? GateRule.Stale
        : wish.Sequence <= from.Sequence ? GateRule.OutOfOrder
        : GateRule.None;

    private static bool IsFinite(in ArmCommand wish) => double.IsFinite(wish.JawRad) && wish.Space switch
    {
        CommandSpace.Joint => wish.Joints.IsFinite,
        CommandSpace.Cartesian => wish.T_base_tool.IsFinite,
        _ => false,
    };

    private static bool IsRotation(in Rotation r) =>
        Math.Abs(r.X.Dot(r.X) - 1) < RotationTolerance
        && Math.Abs(r.Y.Dot(r.Y) - 1) < RotationTolerance
        && Math.Abs(r.X.Dot(r.Y)) < RotationTolerance
        && (r.X.Cross(r.Y) - r.Z).Length < RotationTolerance;

    private static bool IsStale(in ArmCommand wish, long nowNs, GateOptions options) =>
        wish.OriginNs <= 0
        || wish.ExpiresNs <= nowNs
        || wish.OriginNs < nowNs - options.MaxAgeNs
        || wish.OriginNs > nowNs + options.MaxAheadNs;
}
