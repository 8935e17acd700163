using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety;

/// <summary>
/// The rules of the target: within reach of one command, and brought to the nearest place inside the ranges, the workspace and clear of
/// what is around. Hot path.
/// </summary>
/// <remarks>
/// Nearest by alternating projections: out of the ranges, into the box, out of the contact that is worst, a few times over. The tool
/// is moved without being turned. What is left over, the braking path refuses.
/// </remarks>
internal sealed class TargetRules(PsmKinematics kinematics, AxisSet axes, BrakePath path, GateOptions options)
{
    /// <summary>Targets are kept this far inside the box and the margins, metres, so that the way along a face is cheap to prove.</summary>
    public const double InsideM = 0.5e-3;

    private const int MostProjections = 6;

    // What the first target is clear of by this is not looked at again: projections move it by less, and the braking path has the last word.
    private const double NearM = 15e-3;

    private readonly WorkspaceBox _inner = options.Workspace.Shrunk(InsideM);

    /// <summary>Says whether an arm may rest at a joint vector.</summary>
    public GateRule RuleAt(in JointVector joints, double jawRad, in GateSurroundings around)
    {
        if (!joints.IsFinite)
        {
            return GateRule.NotFinite;
        }

        var rule = axes.RuleAt(joints);
        if (rule != GateRule.None)
        {
            return rule;
        }

        var pairs = Obstacles.All(around);
        var worst = path.Worst(new(joints, jawRad), around, InsideM, ref pairs);
        return !_inner.Contains(kinematics.Forward(joints).P) ? GateRule.Workspace
            : worst.GapM < worst.MarginM + InsideM ? worst.Rule
            : GateRule.None;
    }

    /// <summary>The wish as axes, and the nearest target that is allowed.</summary>
    /// <param name="wish">Wish.</param>
    /// <param name="from">State before.</param>
    /// <param name="around">Surroundings.</param>
    /// <param name="jawFloorRad">Least jaw setpoint by the grip, rad.</param>
    /// <param name="wanted">Written: the wish.</param>
    /// <param name="target">Written: what is followed.</param>
    /// <returns>The first rule that changed it; <see cref="GateRule.Unreachable"/> and <see cref="GateRule.StepTooLarge"/> refuse it.</returns>
    public GateRule Nearest(
        in ArmCommand wish, in GateState from, in GateSurroundings around, double jawFloorRad, out AxisVector wanted, out AxisVector target)
    {
        target = wanted = default;
        var cartesian = wish.Space == CommandSpace.Cartesian;
        var joints = wish.Joints;
        if (cartesian && !TryInverse(wish.T_base_tool, from.Setpoint, out joints))
        {
            return GateRule.Unreachable;
        }

        var here = kinematics.Forward(from.Setpoint);
        wanted = new(joints, wish.JawRad);
        if (cartesian ? IsFar(wish.T_base_tool, here) : IsFar(joints, from.Setpoint))
        {
            return GateRule.StepTooLarge;
        }

        target = wanted;
        var rule = axes.Clamp(ref target, from, jawFloorRad);
        var inner = _inner.Including(here.P);
        var pairs = Obstacles.All(around);
        for (var i = 0; i < MostProjections; i++)
        {
            var why = Push(ref target, from, around, inner, jawFloorRad, ref pairs);
            if (why == GateRule.None)
            {
                break;
            }

            rule = i == 0 ? why : rule;
        }

        return rule;
    }

    /// <summary>Moves a target out of the worst of what it is in.</summary>
    /// <returns>The rule that moved it; none when it is where it may be.</returns>
    private GateRule Push(
        ref AxisVector target, in GateState from, in GateSurroundings around, in WorkspaceBox inner, double jawFloorRad, ref Obstacles.Pairs pairs)
    {
        var there = kinematics.Forward(target.Joints);
        var p_base = inner.Clamp(there.P);
        var rule = inner.Contains(there.P) ? GateRule.None : GateRule.Workspace;
        if (!pairs.IsEmpty)
        {
            var worst = path.Worst(target, around, NearM, ref pairs);
            var inM = worst.MarginM + InsideM - worst.GapM;
            if (inM > 0)
            {
                // The shaft turns about the remote centre: to move a point of it, the tip has to go farther.
                var lever = Math.Clamp(p_base.Length / Math.Max(worst.Point.Length, 1e-3), 1, 10);
                (p_base, rule) = (p_base + (lever * inM * worst.Away), worst.Rule);
            }
        }

        if (rule != GateRule.None && TryInverse(new(there.R, p_base), from.Setpoint, out var joints))
        {
            target = new(joints, target.Jaw);
            axes.Clamp(ref target, from, jawFloorRad);
        }

        return rule;
    }

    private bool TryInverse(in Pose<BaseFrame, ToolFrame> T_base_tool, in JointVector near, out JointVector joints) =>
        kinematics.Inverse(new(Rotation.FromColumns(T_base_tool.R.X, T_base_tool.R.Y), T_base_tool.P), near).TryGet(out joints);

    private bool IsFar(in Pose<BaseFrame, ToolFrame> there, in Pose<BaseFrame, ToolFrame> here) =>
        (there.P - here.P).Length > options.MaxStepM || there.R.AngleTo(here.R) > options.MaxStepRad;

    private bool IsFar(in JointVector there, in JointVector here)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            if (Math.Abs(there[i] - here[i]) > (i == 2 ? options.MaxStepM : options.MaxStepRad))
            {
                return true;
            }
        }

        return false;
    }
}
