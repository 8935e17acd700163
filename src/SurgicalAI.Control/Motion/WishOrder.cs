using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Crtk;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Motion;

/// <summary>Chooses the one wish of a tick: a move or homing, then the operator's own servo streams, then advice. Hot path.</summary>
internal sealed class WishOrder(ArmDrive drive, OperatingStateMachine machine, DirectMotion direct, Arbiter arbiter)
{
    /// <summary>The one wish of this tick, or why there is none.</summary>
    public HoldCause Next(bool connected, long nowNs, out ArmCommand wish, out Plan? plan)
    {
        (wish, plan) = (default, null);
        return machine.State != CrtkState.Enabled ? HoldCause.State
            : !connected ? HoldCause.ConnectionLost
            : direct.Travel.TryWish(drive.State, nowNs, out wish) ? HoldCause.None
            : !machine.IsHomed ? (direct.Travel.StoppedShort ? HoldCause.MoveStoppedShort : HoldCause.NotHomed)
            : direct.Servo.TryWish(nowNs, out wish) ? HoldCause.None
            : Advice(nowNs, out wish, out plan);
    }

    private HoldCause Advice(long nowNs, out ArmCommand wish, out Plan? plan)
    {
        wish = default;
        var cause = arbiter.Wish(nowNs, drive.T_ecm_setpoint, drive.State.JawRad, out var target, out plan);
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
