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
    private readonly ControllerOptions _options;
    private readonly OperatingStateMachine _machine = new();
    private readonly ArmDrive _drive;
    private readonly Arbiter _arbiter;
    private readonly DirectMotion _direct;
    private readonly WishOrder _wishes;
    private bool _connected = true;

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
        (_options, _drive, _arbiter) = (options, new(arm, kinematics, options.Gate), new(arm));
        _direct = new(kinematics, _drive.Gate, _machine, options.ServoWatchdogNs);
        _wishes = new(_drive, _machine, _direct, _arbiter);
        MoveEndoscope(T_base_ecm);
        options.RequireFit(arm);
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
    public Pose<BaseFrame, EcmFrame> T_base_ecm => _drive.T_base_ecm;

    /// <summary>The arm's name on the wire.</summary>
    public string ArmName => _drive.Arm.Name;

    /// <summary>True when no metal moves.</summary>
    public bool IsSimulated => _drive.Arm.IsSimulated;

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
        : _drive.Account.Text;

    /// <summary>True while nothing is followed.</summary>
    public bool IsHolding => State != CrtkState.Enabled || _drive.Account.Cause != HoldCause.None;

    /// <summary>How the gate has judged so far; holds are not counted.</summary>
    public GateCounts Counts => _drive.Account.Counts;

    /// <summary>The gate's setpoint.</summary>
    public GateState Setpoint => _drive.State;

    /// <summary>Newest reading of the arm.</summary>
    public ArmState Reading => _drive.Reading;

    /// <summary>Measured tool state in the endoscope's frame.</summary>
    public ToolState Measured => new(Reading.StampNs, _drive.T_ecm_base * _drive.Kinematics.Forward(Reading.Position), Reading.JawRad);

    /// <summary>Tool pose of the setpoint in the endoscope's frame.</summary>
    public Pose<EcmFrame, ToolFrame> T_ecm_setpoint => _drive.T_ecm_setpoint;

    /// <summary>The arm was put elsewhere while it stood (a simulator's reset): starts again from where it reports to be, at rest.</summary>
    public void Reset()
    {
        _drive.Reset();
        Abort();
        if (!ReadingRules.IsFinite(_drive.Reading))
        {
            _machine.Fail(ReadingRules.NotFinite);
        }
    }

    /// <summary>The endoscope has moved: from now on poses on the bus are meant in its new frame.</summary>
    /// <param name="T_base_ecm">Pose of the endoscope in the arm's base.</param>
    public void MoveEndoscope(Pose<BaseFrame, EcmFrame> T_base_ecm) => _drive.MoveEndoscope(T_base_ecm);

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
            _direct.Travel.End();
            _direct.Servo.Forget();
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
        if (command == "enable" && mayHaveMoved && _drive.State.IsAtRest)
        {
            Reset();
        }
        else if (command == "home")
        {
            _direct.Travel.Begin(_options.Home, isHoming: true);
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
        var fault = _direct.MayMove(Mode, _connected);
        return fault.Code != FaultCode.None ? fault : _direct.Servo.Take(m.Header, T_base_ecm * m.T_ecm_tool, m.ExpiresNs, _drive.State, nowNs);
    }

    /// <summary>CRTK <c>servo_jp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in ServoJpMessage m, long nowNs)
    {
        var fault = _direct.MayMove(Mode, _connected);
        return fault.Code != FaultCode.None ? fault : _direct.Servo.Take(m, _drive.State, nowNs);
    }

    /// <summary>CRTK <c>jaw/servo_jp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in JawServoMessage m, long nowNs)
    {
        var fault = _direct.MayMove(Mode, _connected);
        return fault.Code != FaultCode.None ? fault : _direct.Servo.Take(m, _drive.State, nowNs);
    }

    /// <summary>CRTK <c>move_jp</c>: travels there by itself, within the limits.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in ServoJpMessage m, long nowNs)
    {
        var fault = _direct.MayMove(Mode, _connected);
        return fault.Code != FaultCode.None ? fault : Begin(_direct.Goal(m, nowNs, out var goal), goal);
    }

    /// <summary>CRTK <c>move_cp</c>: travels there by itself, on a straight line of the joints.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in ServoCpMessage m, long nowNs)
    {
        var fault = _direct.MayMove(Mode, _connected);
        return fault.Code != FaultCode.None ? fault : Begin(_direct.Goal(T_base_ecm * m.T_ecm_tool, m.ExpiresNs, _drive.State, nowNs, out var goal), goal);
    }

    /// <summary>The suggestion whose first step was sent since the last call.</summary>
    public bool TryTakeApplied(out AppliedSuggestion applied) => _drive.Account.TryTakeApplied(out applied);

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
        _drive.Read();
        Supervise();
        var cause = _wishes.Next(_connected, nowNs, out var wish, out var plan);
        if (State == CrtkState.Disabled && _drive.State.IsAtRest)
        {
            return;
        }

        _drive.Send(wish, cause, plan, _arbiter.SilentNs(nowNs), nowNs);
    }

    private void Supervise()
    {
        var wrong = ReadingRules.Check(_drive.Reading, _drive.State, _options.TrackingAlarm, State == CrtkState.Enabled);
        if (wrong.Length > 0)
        {
            Fail(wrong);
        }
    }

    private Fault Begin(Fault fault, in JointVector goal)
    {
        if (fault.Code == FaultCode.None)
        {
            Abort();
            _direct.Travel.Begin(goal, isHoming: false);
        }

        return fault;
    }

    /// <summary>Ends whatever is being followed; only new input moves the arm again.</summary>
    private void Abort()
    {
        _direct.Travel.End();
        _direct.Travel.Forget();
        _direct.Servo.Forget();
        _arbiter.Forget();
    }
}
