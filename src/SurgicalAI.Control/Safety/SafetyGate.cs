using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Safety;

/// <summary>
/// The last check before an arm: turns a wish into a setpoint that is safe for one tick, or brakes. Pure: the answer depends on the
/// arguments only. Hot path: no allocation. All rules, numbers and the proof: docs/gate.md.
/// </summary>
/// <remarks>
/// Safe by induction. Invariant: braking every axis as hard as allowed from the setpoint stays within all limits, the workspace and
/// clear of all that is around. A step is cleared only if the invariant holds after it too; otherwise this tick is a braking step, which
/// the invariant of the tick before covers. Between the two lie the closest safe ones: a target out of reach for one tick is followed as
/// fast as the limits allow, one that is forbidden is followed to the nearest place that is not, and a step into a face goes along it.
/// </remarks>
public sealed class SafetyGate
{
    private readonly GateOptions _options;
    private readonly AxisSet _axes;
    private readonly BrakePath _path;
    private readonly TargetRules _targets;
    private readonly Slide _slide;
    private readonly GripRule _grip;
    private readonly PsmKinematics _kinematics;

    /// <summary>Prepares the limits of an arm.</summary>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public SafetyGate(PsmKinematics kinematics, GateOptions options)
    {
        ArgumentNullException.ThrowIfNull(kinematics);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_kinematics, _options) = (kinematics, options);
        _axes = new(kinematics.Model, options);
        _path = new(kinematics, _axes, options);
        _targets = new(kinematics, _axes, _path, options);
        _slide = new(_axes);
        _grip = new(kinematics.Model.Limits, options.MaxGripNm);
    }

    /// <summary>Least insertion under control, metres: the wrist's least distance from the remote centre of motion with its buffer, and clear of the cannula.</summary>
    public double MinInsertionM => _axes.MinInsertionM;

    /// <summary>Greatest insertion, metres.</summary>
    public double MaxInsertionM => _axes.MaxInsertionM;

    /// <summary>Torque for each radian that the jaws' setpoint lies below their measured angle, N m/rad; 0 for jaws that cannot press.</summary>
    public double GripStiffnessNmPerRad => _grip.StiffnessNmPerRad;

    /// <summary>Says whether an arm may rest at a joint vector, with closed jaws.</summary>
    /// <returns><see cref="GateRule.None"/>, or the rule that forbids it.</returns>
    public GateRule CheckGoal(in JointVector joints, in GateSurroundings around = default) => _targets.RuleAt(joints, 0, around);

    /// <summary>Judges the one wish of a tick where nothing is around.</summary>
    /// <param name="wish">Wish; <see cref="CommandSpace.Hold"/> brakes to a hold and is not counted as refused.</param>
    /// <param name="from">State after the tick before.</param>
    /// <param name="nowNs">Unix time of this tick, nanoseconds.</param>
    public GateDecision Check(in ArmCommand wish, in GateState from, long nowNs) => Check(wish, from, nowNs, default);

    /// <summary>Judges the one wish of a tick.</summary>
    /// <param name="wish">Wish; <see cref="CommandSpace.Hold"/> brakes to a hold and is not counted as refused.</param>
    /// <param name="from">State after the tick before.</param>
    /// <param name="nowNs">Unix time of this tick, nanoseconds.</param>
    /// <param name="around">What is around the arm in this tick.</param>
    public GateDecision Check(in ArmCommand wish, in GateState from, long nowNs, in GateSurroundings around)
    {
        if (wish.Space == CommandSpace.Hold)
        {
            return Brake(from, from.Sequence, GateVerdict.Held, GateRule.None);
        }

        var rule = MessageRules.Refusal(wish, from, nowNs, _options);
        rule = rule == GateRule.None && around.Other.IsPresent && !around.Other.IsFinite ? GateRule.NotFinite : rule;
        if (rule != GateRule.None)
        {
            return Brake(from, from.Sequence, GateVerdict.Refused, rule);
        }

        var jawFloorRad = _grip.FloorRad(around.MeasuredJawRad);
        rule = _targets.Nearest(wish, from, around, jawFloorRad, out var wanted, out var target);
        if (rule is GateRule.StepTooLarge or GateRule.Unreachable)
        {
            return Brake(from, from.Sequence, GateVerdict.Refused, rule);
        }

        var step = _axes.Follow(from, target, wish.Sequence, jawFloorRad);
        var box = _options.Workspace.Including(_kinematics.Forward(from.Setpoint).P);
        for (var i = 1; ; i++)
        {
            if (_path.IsSafe(from, step, box, around, out var breach))
            {
                return Answer(step, wish.OriginNs, wanted, rule);
            }

            rule = i == 1 ? breach.Rule : rule;
            if (i == Slide.Tries)
            {
                return Brake(from, wish.Sequence, GateVerdict.Clamped, rule);
            }

            step = _slide.Along(from, step, breach, jawFloorRad, i == Slide.Tries - 1);
        }
    }

    private GateDecision Brake(in GateState from, int sequence, GateVerdict verdict, GateRule rule)
    {
        var next = _axes.Brake(from, sequence);
        return new(new(next.Setpoint, next.Velocity, next.JawRad, 0, verdict == GateVerdict.Clamped), next, verdict, rule);
    }

    private static GateDecision Answer(in GateState next, long originNs, in AxisVector wanted, GateRule rule)
    {
        for (var i = 0; rule == GateRule.None && i < AxisVector.Length; i++)
        {
            rule = Math.Abs(next.Position[i] - wanted[i]) > AxisSet.Unchanged ? GateRule.Rate : GateRule.None;
        }

        var clamped = rule != GateRule.None;
        var command = new ClearedCommand(next.Setpoint, next.Velocity, next.JawRad, originNs, clamped);
        return new(command, next, clamped ? GateVerdict.Clamped : GateVerdict.Cleared, rule);
    }
}
