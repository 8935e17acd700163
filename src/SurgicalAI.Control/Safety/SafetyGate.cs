using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety;

/// <summary>
/// The last check before an arm: turns a wish into a setpoint that is safe for one tick, or brakes. Pure: the answer depends on the
/// arguments only. Hot path: no allocation.
/// </summary>
/// <remarks>
/// Safe by induction. Invariant: braking every axis as hard as allowed from the setpoint stays within all limits and the box. A step
/// is cleared only if the invariant holds after it too; otherwise this tick is a braking step, which the invariant of the tick before
/// covers. A target within the step limit but out of reach for one tick is followed as fast as the limits allow (clamped, not refused).
/// </remarks>
public sealed class SafetyGate
{
    /// <summary>Error of a rotation's columns (length, right angle) above which it is no rotation.</summary>
    private const double RotationTolerance = 1e-4;

    /// <summary>Difference from the wish, rad or m, below which a step counts as unchanged.</summary>
    private const double Unchanged = 1e-9;

    /// <summary>Bounds the time of the box rule.</summary>
    private const int MostStrides = 40;

    /// <summary>Targets are kept this far inside the box, metres, so that the way along a face is cheap to prove.</summary>
    private const double TargetInsideM = 0.5e-3;

    private readonly PsmKinematics _kinematics;
    private readonly GateOptions _options;
    private readonly AxisRail[] _rails = new AxisRail[AxisVector.Length];

    /// <summary>Prepares the limits of an arm.</summary>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public SafetyGate(PsmKinematics kinematics, GateOptions options)
    {
        ArgumentNullException.ThrowIfNull(kinematics);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_kinematics, _options) = (kinematics, options);
        var (l, dt) = (kinematics.Model.Limits, options.DtS);
        MinInsertionM = Math.Max(l.Min[2], l.WristToRcmMinM + l.WristToRcmBufferM - kinematics.Model.WristAtZeroInsertionM);
        for (var i = 0; i < JointVector.Length; i++)
        {
            _rails[i] = new(i == 2 ? MinInsertionM : l.Min[i], l.Max[i], l.MaxVelocity[i], l.MaxAcceleration[i], dt);
        }

        _rails[JointVector.Length] = new(l.JawMinRad, l.JawMaxRad, l.JawMaxVelocityRadPerS, l.JawMaxAccelerationRadPerS2, dt);
    }

    /// <summary>Least insertion under control, metres: the wrist's least distance from the remote centre of motion with its buffer.</summary>
    public double MinInsertionM { get; }

    /// <summary>Says whether an arm may rest at a joint vector.</summary>
    /// <returns><see cref="GateRule.None"/>, or the rule that forbids it.</returns>
    public GateRule CheckGoal(in JointVector joints)
    {
        if (!joints.IsFinite)
        {
            return GateRule.NotFinite;
        }

        for (var i = 0; i < JointVector.Length; i++)
        {
            var rule = RuleOf(i, joints[i], _rails[i].Clamp(joints[i]));
            if (rule != GateRule.None)
            {
                return rule;
            }
        }

        return _options.Workspace.Shrunk(TargetInsideM).Contains(_kinematics.Forward(joints).P) ? GateRule.None : GateRule.Workspace;
    }

    /// <summary>Judges the one wish of a tick.</summary>
    /// <param name="wish">Wish; <see cref="CommandSpace.Hold"/> brakes to a hold and is not counted as refused.</param>
    /// <param name="from">State after the tick before.</param>
    /// <param name="nowNs">Unix time of this tick, nanoseconds.</param>
    public GateDecision Check(in ArmCommand wish, in GateState from, long nowNs)
    {
        if (wish.Space == CommandSpace.Hold)
        {
            return Brake(from, from.Sequence, GateVerdict.Held, GateRule.None);
        }

        var rule = Refusal(wish, from, nowNs);
        if (rule != GateRule.None)
        {
            return Brake(from, from.Sequence, GateVerdict.Refused, rule);
        }

        var here = _kinematics.Forward(from.Setpoint);
        var box = _options.Workspace.Including(here.P);
        rule = Target(wish, from, here, box, out var wanted, out var target);
        if (rule is GateRule.StepTooLarge or GateRule.Unreachable)
        {
            return Brake(from, from.Sequence, GateVerdict.Refused, rule);
        }

        var next = Follow(from, target, wish.Sequence);
        return BrakesInside(next, box)
            ? Answer(next, wish.OriginNs, wanted, rule)
            : Brake(from, wish.Sequence, GateVerdict.Clamped, GateRule.Workspace);
    }

    /// <summary>The rules that look at the message alone.</summary>
    private GateRule Refusal(in ArmCommand wish, in GateState from, long nowNs) =>
        !IsFinite(wish) ? GateRule.NotFinite
        : wish.Space == CommandSpace.Cartesian && !IsRotation(wish.T_base_tool.R) ? GateRule.NotARotation
        : IsStale(wish, nowNs) ? GateRule.Stale
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

    private bool IsStale(in ArmCommand wish, long nowNs) =>
        wish.OriginNs <= 0
        || wish.ExpiresNs <= nowNs
        || wish.OriginNs < nowNs - _options.MaxAgeNs
        || wish.OriginNs > nowNs + _options.MaxAheadNs;

    /// <summary>The wish as axes, and the nearest target inside ranges and box.</summary>
    private GateRule Target(
        in ArmCommand wish, in GateState from, in Pose<BaseFrame, ToolFrame> here, in WorkspaceBox box, out AxisVector wanted, out AxisVector target)
    {
        target = wanted = default;
        var cartesian = wish.Space == CommandSpace.Cartesian;
        var joints = wish.Joints;
        if (cartesian && !TryInverse(wish.T_base_tool, from.Setpoint, out joints))
        {
            return GateRule.Unreachable;
        }

        wanted = new(joints, wish.JawRad);
        if (cartesian ? IsFar(wish.T_base_tool, here) : IsFar(joints, from.Setpoint))
        {
            return GateRule.StepTooLarge;
        }

        target = wanted;
        var rule = Clamp(ref target, from);
        var there = _kinematics.Forward(target.Joints);
        var inner = _options.Workspace.Shrunk(TargetInsideM).Including(here.P);
        if (inner.Contains(there.P))
        {
            return rule;
        }

        if (TryInverse(new(there.R, inner.Clamp(there.P)), from.Setpoint, out joints))
        {
            target = new(joints, target.Jaw);
            Clamp(ref target, from);
        }

        return GateRule.Workspace;
    }

    private bool TryInverse(in Pose<BaseFrame, ToolFrame> T_base_tool, in JointVector near, out JointVector joints) =>
        _kinematics.Inverse(new(Rotation.FromColumns(T_base_tool.R.X, T_base_tool.R.Y), T_base_tool.P), near).TryGet(out joints);

    private bool IsFar(in Pose<BaseFrame, ToolFrame> there, in Pose<BaseFrame, ToolFrame> here) =>
        (there.P - here.P).Length > _options.MaxStepM || there.R.AngleTo(here.R) > _options.MaxStepRad;

    private bool IsFar(in JointVector there, in JointVector here)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            if (Math.Abs(there[i] - here[i]) > (i == 2 ? _options.MaxStepM : _options.MaxStepRad))
            {
                return true;
            }
        }

        return false;
    }

    private GateRule Clamp(ref AxisVector target, in GateState from)
    {
        var rule = GateRule.None;
        for (var i = 0; i < AxisVector.Length; i++)
        {
            var inside = _rails[i].Clamp(target[i], from.Position[i], from.Speed[i]);
            rule = rule == GateRule.None ? RuleOf(i, target[i], inside) : rule;
            target[i] = inside;
        }

        return rule;
    }

    private static GateRule RuleOf(int axis, double wanted, double inside) =>
        Math.Abs(inside - wanted) <= 2 * Unchanged ? GateRule.None
        : axis == JointVector.Length ? GateRule.JawLimit
        : axis == 2 && inside > wanted ? GateRule.WristNearRcm
        : GateRule.JointLimit;

    /// <summary>One step of every axis towards the target, within its rates and its range.</summary>
    private GateState Follow(in GateState from, in AxisVector target, int sequence)
    {
        var (x, v, rate) = (from.Position, from.Speed, from.TargetRate);
        var before = from.Follows ? from.Target : target;
        for (var i = 0; i < AxisVector.Length; i++)
        {
            rate[i] = _rails[i].TargetRate(before[i], target[i], rate[i]);
            v[i] = _rails[i].Next(x[i], v[i], target[i], rate[i]);
            x[i] += v[i] * _options.DtS;
        }

        return new(x, v, sequence, target, rate);
    }

    /// <summary>
    /// The box rule: the tip stays inside from this setpoint on while every axis brakes. Walks the braking path in strides no longer
    /// than the tip's way to the nearest face; what is not proven in a bounded number of strides counts as outside.
    /// </summary>
    private bool BrakesInside(in GateState next, in WorkspaceBox box)
    {
        var (x, v) = (next.Position, next.Speed);
        for (var stride = 0; stride < MostStrides; stride++)
        {
            var p_base = _kinematics.Forward(x.Joints).P;
            var clearanceM = box.ClearanceM(p_base) - Unchanged;
            if (!(clearanceM >= 0))
            {
                return false;
            }

            var wayM = TipBoundM(_rails[0].BrakeWay(v[0]), _rails[1].BrakeWay(v[1]), _rails[2].BrakeWay(v[2]), _rails[3].BrakeWay(v[3]), _rails[4].BrakeWay(v[4]), p_base.Length);
            if (wayM <= clearanceM)
            {
                return true;
            }

            var speedMPerS = TipBoundM(v[0], v[1], v[2], v[3], v[4], p_base.Length + wayM);
            var ticks = (int)Math.Max(1, clearanceM / (speedMPerS * _options.DtS));
            for (var i = 0; i < AxisVector.Length; i++)
            {
                _rails[i].BrakeAhead(ref x[i], ref v[i], ticks);
            }
        }

        return false;
    }

    /// <summary>
    /// Upper bound of the tip's way (or speed) for given ways (or speeds) of the axes: each times its longest lever. Wrist yaw turns
    /// about the tip frame's origin and moves it nowhere.
    /// </summary>
    private double TipBoundM(double yaw, double pitch, double insertion, double roll, double wristPitch, double reachM)
    {
        var alongM = Math.Abs(insertion) + ((Math.Abs(roll) + Math.Abs(wristPitch)) * _kinematics.Model.WristLengthM);
        return alongM + ((Math.Abs(yaw) + Math.Abs(pitch)) * (reachM + alongM));
    }

    private void BrakeStep(ref AxisVector x, ref AxisVector v)
    {
        for (var i = 0; i < AxisVector.Length; i++)
        {
            v[i] = _rails[i].Brake(v[i]);
            x[i] += v[i] * _options.DtS;
        }
    }

    private GateDecision Brake(in GateState from, int sequence, GateVerdict verdict, GateRule rule)
    {
        var (x, v) = (from.Position, from.Speed);
        BrakeStep(ref x, ref v);
        var next = new GateState(x, v, sequence);
        return new(new(next.Setpoint, next.Velocity, next.JawRad, 0, verdict == GateVerdict.Clamped), next, verdict, rule);
    }

    private static GateDecision Answer(in GateState next, long originNs, in AxisVector wanted, GateRule rule)
    {
        for (var i = 0; rule == GateRule.None && i < AxisVector.Length; i++)
        {
            rule = Math.Abs(next.Position[i] - wanted[i]) > 2 * Unchanged ? GateRule.Rate : GateRule.None;
        }

        var clamped = rule != GateRule.None;
        var command = new ClearedCommand(next.Setpoint, next.Velocity, next.JawRad, originNs, clamped);
        return new(command, next, clamped ? GateVerdict.Clamped : GateVerdict.Cleared, rule);
    }
}
