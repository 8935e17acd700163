// Longer than most: the one place where arm, gate, states, advice and direct motion meet; splitting it would hide their order.
using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Crtk;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Motion;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control;

/// <summary>
/// Controls one arm: each tick reads it, chooses one wish, lets the gate judge it and sends the answer. No bus, no clock of its own;
/// all calls from one thread. <see cref="Tick"/> never throws: what goes wrong becomes FAULT with a reason, and the arm brakes.
/// </summary>
/// <remarks>
/// Order of wishes: a move or homing, then the operator's own servo streams, then advice by the arbiter. Servo streams and moves are
/// taken in the modes suggest and share only: in observe nothing moves, in autonomous the policy alone does.
/// </remarks>
public sealed class ArmController
{
    private readonly IArm _arm;
    private readonly PsmKinematics _kinematics;
    private readonly ControllerOptions _options;
    private readonly SafetyGate _gate;
    private readonly Arbiter _arbiter;
    private readonly OperatingStateMachine _machine = new();
    private readonly ServoStreams _servo;
    private GateState _state;
    private ArmState _reading;
    private Move? _move;
    private Plan? _plan;
    private AppliedSuggestion? _applied;
    private HoldCause _cause = HoldCause.State;
    private GateRule _rule;
    private string _causeText = "";
    private bool _stoppedShort;
    private bool _connected = true;
    private Pose<EcmFrame, BaseFrame> T_ecm_base;
    private int _sequence;
    private long _cleared;
    private long _clamped;
    private long _refused;

    /// <summary>Takes charge of an arm that stands still where it reports to be.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="kinematics">Its kinematics.</param>
    /// <param name="T_base_ecm">Pose of the endoscope in the arm's base; advice comes in the endoscope's frame.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The options make no sense for this arm.</exception>
    public ArmController(IArm arm, PsmKinematics kinematics, Pose<BaseFrame, EcmFrame> T_base_ecm, ControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(arm);
        ArgumentNullException.ThrowIfNull(kinematics);
        ArgumentNullException.ThrowIfNull(options);
        (_arm, _kinematics, _options) = (arm, kinematics, options);
        MoveEndoscope(T_base_ecm);
        (_gate, _arbiter, _servo) = (new(kinematics, options.Gate), new(arm), new(options.ServoWatchdogNs));
        if (options.StartReady && !arm.IsSimulated)
        {
            throw new ArgumentException("Only a simulated arm may start ready; a real one is enabled and homed by a person.", nameof(options));
        }

        var mode = _arbiter.RequestMode(options.Mode);
        if (mode.Code != FaultCode.None)
        {
            throw new ArgumentException(mode.Message, nameof(options));
        }

        Reset();
        if (options.StartReady)
        {
            _machine.StartReady();
        }
    }

    /// <summary>Pose of the endoscope in the arm's base.</summary>
    public Pose<BaseFrame, EcmFrame> T_base_ecm { get; private set; }

    /// <summary>The arm's name on the wire.</summary>
    public string ArmName => _arm.Name;

    /// <summary>True when no metal moves.</summary>
    public bool IsSimulated => _arm.IsSimulated;

    /// <summary>Mode in force.</summary>
    public ControlMode Mode => _arbiter.Mode;

    /// <summary>CRTK state in force.</summary>
    public CrtkState State => _machine.State;

    /// <summary>True once homed.</summary>
    public bool IsHomed => _machine.IsHomed;

    /// <summary>True while a move or homing runs.</summary>
    public bool IsBusy => _machine.IsBusy;

    /// <summary>Why the arm holds; empty while it follows something.</summary>
    public string Reason => State != CrtkState.Enabled
        ? (_machine.Reason.Length > 0 ? _machine.Reason : "disabled")
        : _causeText;

    /// <summary>True while nothing is followed.</summary>
    public bool IsHolding => State != CrtkState.Enabled || _cause != HoldCause.None;

    /// <summary>How the gate has judged so far; holds are not counted.</summary>
    public GateCounts Counts => new(_cleared, _clamped, _refused);

    /// <summary>The gate's setpoint.</summary>
    public GateState Setpoint => _state;

    /// <summary>Newest reading of the arm.</summary>
    public ArmState Reading => _reading;

    /// <summary>Measured tool state in the endoscope's frame.</summary>
    public ToolState Measured => new(_reading.StampNs, T_ecm_base * _kinematics.Forward(_reading.Position), _reading.JawRad);

    /// <summary>Tool pose of the setpoint in the endoscope's frame.</summary>
    public Pose<EcmFrame, ToolFrame> T_ecm_setpoint => T_ecm_base * _kinematics.Forward(_state.Setpoint);

    /// <summary>The arm was put elsewhere while it stood (a simulator's reset): starts again from where it reports to be, at rest.</summary>
    public void Reset()
    {
        _reading = _arm.Read();
        _state = GateState.AtRest(_reading.Position, _reading.JawRad);
        Abort();
        if (!_reading.Position.IsFinite || !double.IsFinite(_reading.JawRad))
        {
            _machine.Fail("the arm's reading is not finite");
        }
    }

    /// <summary>The endoscope has moved: from now on poses on the bus are meant in its new frame.</summary>
    /// <param name="T_base_ecm">Pose of the endoscope in the arm's base.</param>
    public void MoveEndoscope(Pose<BaseFrame, EcmFrame> T_base_ecm) => (this.T_base_ecm, T_ecm_base) = (T_base_ecm, T_base_ecm.Inverse());

    /// <summary>Takes a suggestion in.</summary>
    /// <param name="suggestion">Suggestion.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="receivedNs">Unix time of its arrival, when that was earlier.</param>
    /// <returns>No fault, or why it will not be followed.</returns>
    public Fault Offer(SuggestionMessage suggestion, long nowNs, long? receivedNs = null) =>
        _arbiter.Offer(suggestion, nowNs, receivedNs ?? nowNs);

    /// <summary>Takes the operator's decision in.</summary>
    /// <returns>No fault, or why it does not count.</returns>
    public Fault Decide(DecisionMessage decision, long nowNs) => _arbiter.Decide(decision, nowNs);

    /// <summary>Asks for a mode; whatever is being followed ends.</summary>
    /// <returns>No fault, or why the mode stays.</returns>
    public Fault RequestMode(ControlMode mode)
    {
        var fault = _arbiter.RequestMode(mode);
        if (fault.Code == FaultCode.None)
        {
            EndMove();
            _servo.Forget();
        }

        return fault;
    }

    /// <summary>Applies a CRTK state command.</summary>
    /// <param name="command">enable, disable, home, unhome, pause, resume.</param>
    /// <returns>Empty when applied, otherwise why not.</returns>
    public string Command(string command)
    {
        var mayHaveMoved = State is CrtkState.Disabled or CrtkState.Fault;
        var answer = _machine.Apply(command);
        if (answer.Length > 0)
        {
            return answer;
        }

        Abort();
        if (command == "enable" && mayHaveMoved && _state.IsAtRest)
        {
            Reset();
        }
        else if (command == "home")
        {
            _move = new(_options.Home, true, _kinematics.Model.Limits);
            _machine.Begin();
        }

        return "";
    }

    /// <summary>Stop button, CRTK <c>hold</c>: brakes and stays in PAUSED until a deliberate <c>resume</c>.</summary>
    /// <param name="reason">Who or what stopped it.</param>
    public void Hold(string reason)
    {
        if (_machine.Apply("pause", reason).Length == 0)
        {
            Abort();
        }
    }

    /// <summary>Says whether the bus is reached; without it the arm holds, and advice must come anew afterwards.</summary>
    public void SetConnected(bool connected)
    {
        if (connected != _connected)
        {
            _connected = connected;
            Abort();
        }
    }

    /// <summary>CRTK <c>servo_cp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in ServoCpMessage m, long nowNs)
    {
        var fault = DirectMotion();
        return fault.Code != FaultCode.None ? fault : _servo.Take(m.Header, T_base_ecm * m.T_ecm_tool, m.ExpiresNs, _state, nowNs);
    }

    /// <summary>CRTK <c>servo_jp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in ServoJpMessage m, long nowNs)
    {
        var fault = DirectMotion();
        return fault.Code != FaultCode.None ? fault : _servo.Take(m, _state, nowNs);
    }

    /// <summary>CRTK <c>jaw/servo_jp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in JawServoMessage m, long nowNs)
    {
        var fault = DirectMotion();
        return fault.Code != FaultCode.None ? fault : _servo.Take(m, _state, nowNs);
    }

    /// <summary>CRTK <c>move_jp</c>: travels there by itself, within the limits.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in ServoJpMessage m, long nowNs) => m.ExpiresNs <= nowNs
        ? new(FaultCode.Stale, "The move has expired.")
        : Move(m.Position);

    /// <summary>CRTK <c>move_cp</c>: travels there by itself, on a straight line of the joints.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in ServoCpMessage m, long nowNs)
    {
        var goal = _kinematics.Inverse(T_base_ecm * m.T_ecm_tool, _state.Setpoint);
        return m.ExpiresNs <= nowNs ? new(FaultCode.Stale, "The move has expired.")
            : goal.TryGet(out var joints) ? Move(joints)
            : goal.Fault;
    }

    /// <summary>The suggestion whose first step was sent since the last call.</summary>
    public bool TryTakeApplied(out AppliedSuggestion applied)
    {
        applied = _applied.GetValueOrDefault();
        var any = _applied.HasValue;
        _applied = null;
        return any;
    }

    /// <summary>One control period. Hot path; never throws.</summary>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    public void Tick(long nowNs)
    {
        try
        {
            Step(nowNs);
        }
        catch (Exception e)
        {
            // The one catch of control: whatever it was, hold and say why. The next tick brakes.
            Fail($"internal error: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Enters FAULT; the arm brakes and stays until a person enables or disables it.</summary>
    internal void Fail(string reason)
    {
        if (State != CrtkState.Fault)
        {
            _machine.Fail(reason);
            Abort();
        }
    }

    private void Step(long nowNs)
    {
        _reading = _arm.Read();
        Supervise();
        var cause = Wish(nowNs, out var wish);
        if (State == CrtkState.Disabled && _state.IsAtRest)
        {
            return;
        }

        var decision = _gate.Check(wish with { Sequence = ++_sequence }, _state, nowNs);
        _state = decision.Next;
        _arm.Send(decision.Command);
        Note(cause, decision, nowNs);
    }

    private void Supervise()
    {
        if (!_reading.Position.IsFinite || !double.IsFinite(_reading.JawRad))
        {
            Fail("the arm's reading is not finite");
        }

        for (var i = 0; State is CrtkState.Enabled && i < JointVector.Length; i++)
        {
            if (Math.Abs(_reading.Position[i] - _state.Setpoint[i]) > _options.TrackingAlarm[i])
            {
                Fail($"{JointVector.Names[i]} does not follow its setpoint");
            }
        }
    }

    /// <summary>The one wish of this tick, or why there is none.</summary>
    private HoldCause Wish(long nowNs, out ArmCommand wish)
    {
        (wish, _plan) = (default, null);
        if (State != CrtkState.Enabled)
        {
            return HoldCause.State;
        }

        if (!_connected)
        {
            return HoldCause.ConnectionLost;
        }

        if (_move is not null && TravelOn(nowNs, out wish))
        {
            return HoldCause.None;
        }

        if (!IsHomed)
        {
            return _stoppedShort ? HoldCause.MoveStoppedShort : HoldCause.NotHomed;
        }

        return _servo.TryWish(nowNs, out wish) ? HoldCause.None : Advice(nowNs, out wish);
    }

    private HoldCause Advice(long nowNs, out ArmCommand wish)
    {
        wish = default;
        var cause = _arbiter.Wish(nowNs, T_ecm_setpoint, _state.JawRad, out var target, out _plan);
        if (cause == HoldCause.None && _plan is not null)
        {
            var m = _plan.Message;
            wish = new(CommandSpace.Cartesian, default, T_base_ecm * target.T_ecm_tool, target.JawRad, m.Header.StampNs, m.ExpiresNs, 0);
            _stoppedShort = false;
            return cause;
        }

        return _stoppedShort ? HoldCause.MoveStoppedShort : _servo.FellSilent ? HoldCause.ServoSilent : cause;
    }

    private bool TravelOn(long nowNs, out ArmCommand wish)
    {
        wish = default;
        if (_move is null)
        {
            return false;
        }

        var arrived = _move.HasArrived(_state);
        if (arrived || _move.IsStuck(nowNs))
        {
            _machine.End(arrived && _move.IsHoming);
            (_move, _stoppedShort) = (null, !arrived);
            return false;
        }

        wish = _move.Wish(_state, nowNs);
        return true;
    }

    private Fault Move(in JointVector goal)
    {
        var fault = DirectMotion();
        if (fault.Code != FaultCode.None)
        {
            return fault;
        }

        var rule = _gate.CheckGoal(goal);
        if (rule != GateRule.None)
        {
            return new(rule == GateRule.Workspace ? FaultCode.WorkspaceLimit : rule == GateRule.WristNearRcm ? FaultCode.TooCloseToRcm : FaultCode.JointLimit, HoldReasons.Of(rule));
        }

        Abort();
        _move = new(goal, false, _kinematics.Model.Limits);
        _machine.Begin();
        return default;
    }

    private Fault DirectMotion() =>
        !_machine.IsReady || !_connected ? new(FaultCode.NotAllowed, "The arm is not enabled, homed and connected.")
        : _machine.IsBusy ? new(FaultCode.NotAllowed, "A move is running.")
        : Mode is ControlMode.Suggest or ControlMode.Share ? default
        : new(FaultCode.NotAllowed, "Direct motion is taken in the modes suggest and share only.");

    private void Note(HoldCause cause, in GateDecision decision, long nowNs)
    {
        switch (decision.Verdict)
        {
            case GateVerdict.Cleared:
                _cleared++;
                break;
            case GateVerdict.Clamped:
                _clamped++;
                break;
            case GateVerdict.Refused:
                _refused++;
                cause = HoldCause.GateRefused;
                break;
            default:
                break;
        }

        if (_plan is { IsApplied: false } && decision.Verdict is GateVerdict.Cleared or GateVerdict.Clamped)
        {
            MarkApplied(nowNs);
        }

        var rule = cause == HoldCause.GateRefused ? decision.Rule : GateRule.None;
        if (cause != _cause || rule != _rule)
        {
            (_cause, _rule, _causeText) = (cause, rule, HoldReasons.Of(cause, rule, _arbiter.SilentNs(nowNs)));
        }
    }

    private void MarkApplied(long nowNs)
    {
        if (_plan is { } plan)
        {
            plan.IsApplied = true;
            _applied = new(plan.Message.Header.Sequence, plan.Message.Header.StampNs, plan.ReceivedNs, nowNs);
        }
    }

    /// <summary>Ends whatever is being followed; only new input moves the arm again.</summary>
    private void Abort()
    {
        EndMove();
        _stoppedShort = false;
        _servo.Forget();
        _arbiter.Forget();
    }

    private void EndMove()
    {
        if (_move is not null)
        {
            _move = null;
            _machine.End(false);
        }
    }
}
