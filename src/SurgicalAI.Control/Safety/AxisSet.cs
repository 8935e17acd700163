using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Safety;

/// <summary>The rules of the seven axes by themselves: range, cannula depth, velocity, acceleration, jerk. Hot path.</summary>
internal sealed class AxisSet
{
    /// <summary>Difference from the wish, rad or m, below which a step counts as unchanged.</summary>
    public const double Unchanged = 2e-9;

    private readonly AxisRail[] _rails = new AxisRail[AxisVector.Length];
    private readonly AxisFollower[] _followers = new AxisFollower[AxisVector.Length];
    private readonly GateRule _shallow;
    private readonly bool _depthIsCut;
    private readonly ArmLimits _limits;
    private readonly double _jawMinRad;
    private readonly double _jawJerk;
    private readonly double _dtS;

    public AxisSet(PsmModel model, GateOptions options)
    {
        var (l, wrist) = (model.Limits, model.WristAtZeroInsertionM);
        var rcm = l.WristToRcmMinM + l.WristToRcmBufferM;
        var cannula = options.CannulaTipM + options.WristClearOfCannulaM;
        (_dtS, _shallow) = (options.DtS, cannula > rcm ? GateRule.CannulaDepth : GateRule.WristNearRcm);
        (_limits, _jawMinRad, _jawJerk) = (l, l.JawMinRad, l.JawMaxAccelerationRadPerS2 / options.JerkTimeS);
        MinInsertionM = Math.Max(l.Min[2], Math.Max(rcm, cannula) - wrist);
        MaxInsertionM = Math.Min(l.Max[2], options.MaxDepthM - wrist);
        _depthIsCut = MaxInsertionM < l.Max[2];
        if (!(MinInsertionM < MaxInsertionM))
        {
            throw new ArgumentException($"No insertion is left between the cannula and a depth of {options.MaxDepthM} m.", nameof(options));
        }

        for (var i = 0; i < JointVector.Length; i++)
        {
            Add(i, i == 2 ? MinInsertionM : l.Min[i], i == 2 ? MaxInsertionM : l.Max[i], l.MaxVelocity[i], l.MaxAcceleration[i], options);
        }

        Add(JointVector.Length, l.JawMinRad, l.JawMaxRad, l.JawMaxVelocityRadPerS, l.JawMaxAccelerationRadPerS2, options);
    }

    public double MinInsertionM { get; }

    public double MaxInsertionM { get; }

    public ref readonly AxisRail this[int axis] => ref _rails[axis];

    /// <summary>The first rule that forbids resting at a joint vector.</summary>
    public GateRule RuleAt(in JointVector joints)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            var rule = RuleOf(i, joints[i], _rails[i].Clamp(joints[i]));
            if (rule != GateRule.None)
            {
                return rule;
            }
        }

        return GateRule.None;
    }

    /// <summary>Brings a target into the ranges; an axis outside may stay, but goes no further.</summary>
    /// <returns>The first rule that changed it.</returns>
    public GateRule Clamp(ref AxisVector target, in GateState from, double jawFloorRad)
    {
        var rule = GateRule.None;
        for (var i = 0; i < AxisVector.Length; i++)
        {
            var inside = Rail(i, jawFloorRad).Clamp(target[i], from.Position[i], from.Speed[i]);
            var axisRule = RuleOf(i, target[i], inside);
            axisRule = axisRule == GateRule.JawLimit && inside > target[i] && jawFloorRad > _jawMinRad ? GateRule.GripForce : axisRule;
            rule = rule == GateRule.None ? axisRule : rule;
            target[i] = inside;
        }

        return rule;
    }

    /// <summary>One step of every axis towards the target, within its rates and its range.</summary>
    /// <param name="from">State before.</param>
    /// <param name="target">Target, inside the ranges.</param>
    /// <param name="sequence">Number of the command.</param>
    /// <param name="jawFloorRad">Least jaw setpoint by the grip, rad.</param>
    public GateState Follow(in GateState from, in AxisVector target, int sequence, double jawFloorRad)
    {
        var (v, watched) = (from.Speed, from.Watched);
        for (var i = 0; i < AxisVector.Length; i++)
        {
            var axis = from.Follows ? watched[i] : new(target[i], 0, 0);
            var follower = Follower(i, jawFloorRad);
            watched[i] = follower.Watch(axis, target[i]);
            v[i] = follower.Next(from.Position[i], from.Speed[i], from.Acceleration[i], watched[i]);
        }

        return Step(from, v, sequence, watched);
    }

    /// <summary>The same step at other velocities, each brought to the nearest one that its axis allows.</summary>
    public GateState Instead(in GateState from, in GateState step, in AxisVector wanted, double jawFloorRad)
    {
        var v = wanted;
        for (var i = 0; i < AxisVector.Length; i++)
        {
            v[i] = Follower(i, jawFloorRad).Ease(from.Position[i], from.Speed[i], from.Acceleration[i], wanted[i]);
        }

        return Step(from, v, step.Sequence, step.Watched);
    }

    /// <summary>One step of every axis as near to rest as its acceleration allows.</summary>
    public GateState Brake(in GateState from, int sequence)
    {
        var (x, v) = (from.Position, from.Speed);
        for (var i = 0; i < AxisVector.Length; i++)
        {
            v[i] = _rails[i].Brake(v[i]);
            x[i] += v[i] * _dtS;
        }

        return new(x, v, sequence);
    }

    private AxisRail Rail(int axis, double jawFloorRad) =>
        axis == JointVector.Length && jawFloorRad > _jawMinRad ? JawAbove(jawFloorRad) : _rails[axis];

    private AxisFollower Follower(int axis, double jawFloorRad) =>
        axis == JointVector.Length && jawFloorRad > _jawMinRad ? new(JawAbove(jawFloorRad), _jawJerk, _dtS) : _followers[axis];

    private AxisRail JawAbove(double floorRad) =>
        new(Math.Min(floorRad, _limits.JawMaxRad - 1e-3), _limits.JawMaxRad, _limits.JawMaxVelocityRadPerS, _limits.JawMaxAccelerationRadPerS2, _dtS);

    private static GateRule RuleOfJoint(int axis) => axis == JointVector.Length ? GateRule.JawLimit : GateRule.JointLimit;

    private GateState Step(in GateState from, in AxisVector v, int sequence, in AxisTargets watched)
    {
        var (x, a) = (from.Position, default(AxisVector));
        for (var i = 0; i < AxisVector.Length; i++)
        {
            x[i] += v[i] * _dtS;
            a[i] = (v[i] - from.Speed[i]) / _dtS;
        }

        return new(x, v, sequence, a, watched);
    }

    private GateRule RuleOf(int axis, double wanted, double inside) =>
        Math.Abs(inside - wanted) <= Unchanged ? GateRule.None
        : axis != 2 ? RuleOfJoint(axis)
        : inside > wanted ? _shallow
        : _depthIsCut ? GateRule.CannulaDepth
        : GateRule.JointLimit;

    private void Add(int axis, double min, double max, double maxV, double maxA, GateOptions options)
    {
        _rails[axis] = new(min, max, maxV, maxA, options.DtS);
        _followers[axis] = new(_rails[axis], maxA / options.JerkTimeS, options.DtS);
    }
}
