using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control.Motion;

/// <summary>The way from a wish to the arm: its reading, its setpoint, the gate between the two, and where the endoscope stands. Hot path.</summary>
internal sealed class ArmDrive(IArm arm, PsmKinematics kinematics, GateOptions options)
{
    private GateState _state;
    private int _sequence;

    public SafetyGate Gate { get; } = new(kinematics, options);

    public IArm Arm => arm;

    public PsmKinematics Kinematics => kinematics;

    /// <summary>What was followed and how the gate judged it.</summary>
    public FollowAccount Account { get; } = new();

    public ArmState Reading { get; private set; }

    public ref readonly GateState State => ref _state;

    public Pose<BaseFrame, EcmFrame> T_base_ecm { get; private set; }

    public Pose<EcmFrame, BaseFrame> T_ecm_base { get; private set; }

    public Pose<EcmFrame, ToolFrame> T_ecm_setpoint => T_ecm_base * kinematics.Forward(_state.Setpoint);

    /// <summary>What is around the arm; the jaws' angle is added at each tick.</summary>
    public GateSurroundings Around { get; set; }

    /// <returns>True when the pose is another one.</returns>
    public bool MoveEndoscope(in Pose<BaseFrame, EcmFrame> T)
    {
        var moved = T != T_base_ecm;
        (T_base_ecm, T_ecm_base) = (T, T.Inverse());
        return moved;
    }

    public void Read() => Reading = arm.Read();

    /// <summary>Starts again from where the arm reports to be, at rest.</summary>
    public void Reset()
    {
        Read();
        _state = GateState.AtRest(Reading.Position, Reading.JawRad);
    }

    /// <summary>Lets the gate judge the wish and sends its answer.</summary>
    /// <param name="wish">Wish; the default is none.</param>
    /// <param name="cause">Why there is none.</param>
    /// <param name="plan">The plan behind it, if advice is.</param>
    /// <param name="arbiter">Arbiter, for the words of some causes.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <returns>True when what is followed, or why nothing is, has changed.</returns>
    public bool Send(in ArmCommand wish, HoldCause cause, Plan? plan, Arbiter arbiter, long nowNs)
    {
        var decision = Gate.Check(wish with { Sequence = ++_sequence }, _state, nowNs, Around.WithJaw(Reading.JawRad));
        _state = decision.Next;
        arm.Send(decision.Command);
        if (plan is not null && decision.Verdict == GateVerdict.Refused)
        {
            arbiter.Refused(nowNs);
        }

        return Account.Note(cause, decision, plan, arbiter, nowNs);
    }
}
