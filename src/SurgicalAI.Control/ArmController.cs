using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Command;
using SurgicalAI.Control.Crtk;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Motion;
using SurgicalAI.Control.Report;
using SurgicalAI.Control.Safety;
using SurgicalAI.Control.Watch;
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
/// Order of wishes: a move or homing, then the operator's own servo streams (in share blended with accepted advice), then advice by the
/// arbiter. Servo streams and moves are taken in the modes suggest and share only: in observe nothing moves, in autonomous the policy
/// alone does. Orders are heard from the holder of the lease only; a stop from anyone. What it is told is in ArmController.Orders.cs.
/// </remarks>
public sealed partial class ArmController
{
    private readonly ControllerOptions _options;
    private readonly OperatingStateMachine _machine = new();
    private readonly ArmDrive _drive;
    private readonly Arbiter _arbiter;
    private readonly DirectMotion _direct;
    private readonly WishOrder _wishes;
    private readonly OperatorLease _lease;
    private readonly Peers _peers;
    private readonly TimeKeeper _clock;
    private readonly EventLog _events = new();
    private bool _connected = true;
    private string _who = "";

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
        (_lease, _clock) = (new(options.LeaseSilenceNs), new(options.TimeGapNs));
        _peers = new(options.HeartbeatSilenceNs, options.ClockLimitNs);
        (_options, _drive, _arbiter) = (options, new(arm, kinematics, options.Gate), new(arm, _peers));
        _direct = new(kinematics, _drive.Gate, _machine, options.ServoWatchdogNs);
        _wishes = new(_drive, _machine, _direct, _arbiter, new(options.Gate.DtS));
        _drive.MoveEndoscope(T_base_ecm);
        _machine.Changed = (from, to, reason) => _events.Change("operating_state", OperatingStateMachine.Name(from), OperatingStateMachine.Name(to), reason, _who, _clock.NowNs);
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

    /// <summary>Session in command; empty when nobody is.</summary>
    public string LeaseHolder => _lease.Holder;

    /// <summary>When the lease ends unless its holder is heard again, Unix nanoseconds; 0 when nobody holds it.</summary>
    public long LeaseUntilNs => _lease.UntilNs;

    /// <summary>How the gate has judged so far; holds are not counted.</summary>
    public GateCounts Counts => _drive.Account.Counts;

    /// <summary>The same, rule by rule.</summary>
    public GateTally Tally => _drive.Account.Tally;

    /// <summary>What the gate keeps the arm away from; to be brought up to date before each tick.</summary>
    public GateSurroundings Around
    {
        get => _drive.Around;
        set => _drive.Around = value;
    }

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

    /// <summary>The endoscope has moved: from now on poses on the bus are meant in its new frame, and older advice is not followed.</summary>
    /// <param name="T_base_ecm">Pose of the endoscope in the arm's base.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    public void MoveEndoscope(Pose<BaseFrame, EcmFrame> T_base_ecm, long nowNs)
    {
        if (_drive.MoveEndoscope(T_base_ecm))
        {
            _arbiter.MoveEndoscope(nowNs);
        }
    }

    /// <summary>The suggestion whose first step was sent since the last call.</summary>
    public bool TryTakeApplied(out AppliedSuggestion applied) => _drive.Account.TryTakeApplied(out applied);

    /// <summary>Takes the next transition or refusal that has not been said yet.</summary>
    public bool TryTakeEvent(out ControlEvent next) => _events.TryTake(out next);

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
            _who = "";
            _machine.Fail(reason);
            Abort();
        }
    }

    private void Step(long nowNs)
    {
        TakeTime(nowNs);
        _drive.Read();
        Supervise();
        ExpireLease(nowNs);
        _events.Tick(nowNs);
        var cause = _wishes.Next(Barred(), nowNs, out var wish, out var plan);
        if (State == CrtkState.Disabled && _drive.State.IsAtRest)
        {
            return;
        }

        var before = _drive.Account.Cause;
        if (_drive.Send(wish, cause, plan, _arbiter, nowNs))
        {
            SayMotion(before, nowNs);
        }
    }

    /// <summary>Why nothing may be followed, whatever is asked.</summary>
    private HoldCause Barred() => !_connected ? HoldCause.ConnectionLost : ClocksDisagree ? HoldCause.ClocksDisagree : HoldCause.None;

    private bool ClocksDisagree => _peers.ClockDisagrees(_arbiter.Engine) || _peers.ClockDisagrees(_lease.Holder);

    private void SayMotion(HoldCause before, long nowNs)
    {
        var (cause, text) = (_drive.Account.Cause, _drive.Account.Text);
        var kind = cause == HoldCause.GateRefused ? EventKind.Gate : HoldReasons.IsWatchdog(cause) ? EventKind.Watchdog : EventKind.Transition;
        var (from, to) = (before == HoldCause.None ? "following" : "holding", cause == HoldCause.None ? "following" : "holding");
        _events.Often(kind, "motion", text, _lease.Holder, nowNs, from, to);
    }

    /// <summary>Every call that knows the time tells it: after a jump nothing of before is followed.</summary>
    private void TakeTime(long nowNs)
    {
        if (!_clock.Take(nowNs))
        {
            return;
        }

        Abort();
        _arbiter.Restamp(nowNs);
        _direct.Servo.Restamp(nowNs);
        _lease.Restamp(nowNs);
        _peers.Restamp(nowNs);
        _events.Restamp(nowNs);
        _events.Often(EventKind.Watchdog, "motion", "the arm's time jumped: the clock was set or the loop stood still", "", nowNs);
    }

    private void ExpireLease(long nowNs)
    {
        var holder = _lease.Holder;
        if (_lease.Expire(nowNs))
        {
            // Who never sent a heartbeat never promised one: a move that such a client began goes on.
            NewHands(holder, "the holder was not heard for too long", nowNs, keepMove: !_peers.Knows(holder));
        }
    }

    /// <summary>Command has passed on: streams are forgotten, the setpoint stays, the arm brakes to a hold.</summary>
    private void NewHands(string from, string reason, long nowNs, bool keepMove = false)
    {
        if (!keepMove)
        {
            Abort();
        }

        _direct.Servo.NewHands();
        _arbiter.NewHands();
        _events.Change("lease", from, _lease.Holder, reason, from, nowNs);
    }

    private void Supervise()
    {
        var wrong = ReadingRules.Check(_drive.Reading, _drive.State, _options.TrackingAlarm, State == CrtkState.Enabled);
        if (wrong.Length > 0)
        {
            Fail(wrong);
        }
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
