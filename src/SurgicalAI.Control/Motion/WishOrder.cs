using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Crtk;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Motion;

/// <summary>
/// Chooses the one wish of a tick: a move or homing, then the operator's own servo streams, in share blended with accepted advice,
/// then advice alone. Hot path.
/// </summary>
internal sealed class WishOrder(ArmDrive drive, OperatingStateMachine machine, DirectMotion direct, Arbiter arbiter, ShareLaw law)
{
    /// <summary>The one wish of this tick, or why there is none.</summary>
    /// <param name="barred">Why nothing may be followed whatever is asked, or none.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="wish">Written: the wish.</param>
    /// <param name="plan">Written: the plan in it, if advice is.</param>
    public HoldCause Next(HoldCause barred, long nowNs, out ArmCommand wish, out Plan? plan)
    {
        (wish, plan) = (default, null);
        return machine.State != CrtkState.Enabled ? HoldCause.State
            : barred != HoldCause.None ? barred
            : direct.Travel.TryWish(drive.State, nowNs, out wish) ? HoldCause.None
            : !machine.IsHomed ? (direct.Travel.StoppedShort ? HoldCause.MoveStoppedShort : HoldCause.NotHomed)
            : direct.Servo.TryWish(nowNs, out wish) ? Operator(nowNs, ref wish, out plan)
            : Advice(nowNs, out wish, out plan);
    }

    private HoldCause Operator(long nowNs, ref ArmCommand wish, out Plan? plan)
    {
        plan = null;
        var streamsArm = direct.Servo.HasArm(nowNs);
        if (arbiter.Mode != ControlMode.Share || (streamsArm && wish.Space != CommandSpace.Cartesian))
        {
            law.Rest();
            return HoldCause.None;
        }

        var cause = arbiter.Wish(nowNs, drive.T_ecm_setpoint, drive.State.JawRad, !streamsArm, out var target, out plan);
        if (cause != HoldCause.None || plan is null)
        {
            law.Rest();
            return HoldCause.None;
        }

        var advised = drive.T_base_ecm * target.T_ecm_tool;
        var m = plan.Message;
        wish = wish with
        {
            Space = CommandSpace.Cartesian,
            T_base_tool = streamsArm ? wish.T_base_tool.Interpolate(advised, law.Next(m.Confidence)) : advised,
            OriginNs = Math.Min(wish.OriginNs, m.Header.StampNs),
            ExpiresNs = Math.Min(wish.ExpiresNs, m.ExpiresNs),
        };
        return HoldCause.None;
    }

    private HoldCause Advice(long nowNs, out ArmCommand wish, out Plan? plan)
    {
        wish = default;
        law.Rest();
        var cause = arbiter.Wish(nowNs, drive.T_ecm_setpoint, drive.State.JawRad, alone: true, out var target, out plan);
        if (cause == HoldCause.None && plan is not null)
        {
            var m = plan.Message;
            wish = new(CommandSpace.Cartesian, default, drive.T_base_ecm * target.T_ecm_tool, target.JawRad, m.Header.StampNs, m.ExpiresNs, 0);
            direct.Travel.Forget();
            return cause;
        }

        return direct.Travel.StoppedShort ? HoldCause.MoveStoppedShort : direct.Servo.FellSilent ? HoldCause.ServoSilent : cause;
    }
}
