using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Sim.Fuzz;

/// <summary>
/// Knows, without the controller's own bookkeeping, when motion may be: from what was sent and when. It errs towards allowing (it does
/// not know who had the lease), so what it objects to is wrong for certain. Motion is a joint or the jaw that gets faster: braking to a
/// hold is what a state that forbids motion must show.
/// </summary>
internal sealed class MotionOracle(ArmController controller, ArmLimits limits)
{
    /// <summary>dVRK's servo watchdog.</summary>
    private const long ServoNs = 30 * Si.MsNs;

    /// <summary>Longest life of an accept.</summary>
    private const long AcceptNs = 200 * Si.MsNs;

    private const double Rounding = 1e-9;

    private JointVector _speed;
    private double _jawSpeed;
    private long _servoUntilNs;
    private long _acceptUntilNs;
    private long _adviceUntilNs;

    /// <summary>A servo message that could count went out.</summary>
    public void Servo(long expiresNs, long nowNs) => _servoUntilNs = Math.Max(_servoUntilNs, Math.Min(expiresNs, nowNs + ServoNs));

    /// <summary>Accept was held.</summary>
    public void Accept(long nowNs) => _acceptUntilNs = nowNs + AcceptNs;

    /// <summary>Accept was let go: from now on only a new one counts.</summary>
    public void LetGo() => _acceptUntilNs = 0;

    /// <summary>Advice for this arm went out.</summary>
    public void Advice(long expiresNs) => _adviceUntilNs = Math.Max(_adviceUntilNs, expiresNs);

    /// <summary>The clock was set, or what was sent no longer counts.</summary>
    public void Forget() => (_servoUntilNs, _acceptUntilNs, _adviceUntilNs) = (0, 0, 0);

    /// <summary>What is wrong after a tick; empty when nothing is.</summary>
    public string Judge(bool connected, long nowNs)
    {
        var state = controller.Setpoint;
        var wrong = OutsideLimits(state);
        wrong = wrong.Length == 0 && Quickens(state) ? Forbidden(connected, nowNs) : wrong;
        (_speed, _jawSpeed) = (state.Velocity, state.JawRadPerS);
        return wrong;
    }

    private bool Quickens(in GateState state)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            if (Math.Abs(state.Velocity[i]) > Math.Abs(_speed[i]) + Rounding)
            {
                return true;
            }
        }

        return Math.Abs(state.JawRadPerS) > Math.Abs(_jawSpeed) + Rounding;
    }

    private string OutsideLimits(in GateState state)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            if (!(Math.Abs(state.Velocity[i]) <= limits.MaxVelocity[i] + Rounding)
                || !(state.Setpoint[i] >= limits.Min[i] - Rounding && state.Setpoint[i] <= limits.Max[i] + Rounding))
            {
                return $"{JointVector.Names[i]} outside its limits";
            }
        }

        return Math.Abs(state.JawRadPerS) <= limits.JawMaxVelocityRadPerS + Rounding ? "" : "the jaw is too fast";
    }

    private string Forbidden(bool connected, long nowNs) =>
        controller.State != CrtkState.Enabled ? $"motion in {controller.State}"
        : !connected ? "motion without the bus"
        : controller.IsBusy ? ""
        : !controller.IsHomed ? "motion before homing"
        : controller.Mode switch
        {
            ControlMode.Observe => "motion in observe",
            ControlMode.Autonomous => nowNs < _adviceUntilNs ? "" : "motion without advice that lives",
            _ => nowNs < _servoUntilNs || (nowNs < _acceptUntilNs && nowNs < _adviceUntilNs) ? "" : "motion without servo stream or accepted advice",
        };
}
