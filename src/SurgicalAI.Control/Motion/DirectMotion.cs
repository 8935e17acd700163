using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Crtk;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Motion;

/// <summary>What the operator asks of the arm without the policy: servo streams and moves. Hot path but for the start of a move.</summary>
internal sealed class DirectMotion(PsmKinematics kinematics, SafetyGate gate, OperatingStateMachine machine, long watchdogNs)
{
    /// <summary>The servo streams.</summary>
    public ServoStreams Servo { get; } = new(watchdogNs);

    /// <summary>The move or homing.</summary>
    public Travel Travel { get; } = new(machine, kinematics.Model.Limits);

    /// <summary>No fault, or why the operator's own motion is not taken now.</summary>
    public Fault MayMove(ControlMode mode, bool connected) =>
        !machine.IsReady || !connected ? new(FaultCode.NotAllowed, "The arm is not enabled, homed and connected.")
        : machine.IsBusy ? new(FaultCode.NotAllowed, "A move is running.")
        : mode is ControlMode.Suggest or ControlMode.Share ? default
        : new(FaultCode.NotAllowed, "Direct motion is taken in the modes suggest and share only.");

    /// <summary>Joints of a move's goal.</summary>
    /// <returns>No fault, or why the move does not start.</returns>
    public Fault Goal(in ServoJpMessage m, in GateSurroundings around, long nowNs, out JointVector goal)
    {
        goal = m.Position;
        return m.ExpiresNs <= nowNs ? Expired : Allowed(goal, around);
    }

    /// <summary>Joints of a move's goal.</summary>
    /// <returns>No fault, or why the move does not start.</returns>
    public Fault Goal(
        in Pose<BaseFrame, ToolFrame> T_base_tool, long expiresNs, in GateState state, in GateSurroundings around, long nowNs, out JointVector goal)
    {
        goal = default;
        var found = kinematics.Inverse(T_base_tool, state.Setpoint);
        return expiresNs <= nowNs ? Expired : found.TryGet(out goal) ? Allowed(goal, around) : found.Fault;
    }

    private static Fault Expired => new(FaultCode.Stale, "The move has expired.");

    private Fault Allowed(in JointVector goal, in GateSurroundings around)
    {
        var rule = gate.CheckGoal(goal, around);
        var code = rule switch
        {
            GateRule.None => FaultCode.None,
            GateRule.Workspace or GateRule.NoGo or GateRule.ArmCollision => FaultCode.WorkspaceLimit,
            GateRule.WristNearRcm => FaultCode.TooCloseToRcm,
            _ => FaultCode.JointLimit,
        };
        return code == FaultCode.None ? default : new(code, HoldReasons.Of(rule));
    }
}
