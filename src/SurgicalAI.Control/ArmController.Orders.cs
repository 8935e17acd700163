using SurgicalAI.Control.Crtk;
using SurgicalAI.Control.Motion;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control;

/// <content>What the controller is told: advice, decisions, orders, the lease, heartbeats. Each answers with no fault or the reason.</content>
public sealed partial class ArmController
{
    /// <summary>Takes a suggestion in.</summary>
    /// <param name="suggestion">Suggestion.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="receivedNs">Unix time of its arrival, when that was earlier.</param>
    /// <returns>No fault, or why it will not be followed.</returns>
    public Fault Offer(SuggestionMessage suggestion, long nowNs, long? receivedNs = null)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        TakeTime(nowNs);
        return Said("suggestion", suggestion.Header, _arbiter.Offer(suggestion, nowNs, receivedNs ?? nowNs), nowNs);
    }

    /// <summary>Takes the operator's decision in. Letting go counts from anyone, accepting from the holder of the lease.</summary>
    /// <returns>No fault, or why it does not count.</returns>
    public Fault Decide(DecisionMessage decision, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(decision);
        TakeTime(nowNs);
        var order = decision.Kind == DecisionKind.Hold;
        var fault = order ? _lease.Check(decision.Header.Session) : default;
        fault = fault.Code == FaultCode.None ? _arbiter.Decide(decision, nowNs) : fault;
        return order ? Commanded("decision", decision.Header, fault, nowNs) : Said("decision", decision.Header, fault, nowNs);
    }

    /// <summary>Takes the mode from the process that owns this controller; whatever is being followed ends.</summary>
    /// <returns>No fault, or why the mode stays.</returns>
    public Fault RequestMode(ControlMode mode)
    {
        var before = Mode;
        var fault = _arbiter.RequestMode(mode);
        if (fault.Code == FaultCode.None)
        {
            _direct.Travel.End();
            _direct.Servo.Forget();
            _events.Change("mode", NameOf(before), NameOf(mode), "", _who, _clock.NowNs);
        }

        return fault;
    }

    /// <summary>Takes a wish for a mode off the bus: from the holder of the lease, or from anyone while nobody holds it.</summary>
    /// <returns>No fault, or why the mode stays.</returns>
    public Fault RequestMode(ModeMessage wish, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(wish);
        TakeTime(nowNs);
        _who = wish.Header.Session;
        var fault = _lease.Check(_who);
        return Said("mode_command", wish.Header, fault.Code == FaultCode.None ? RequestMode(wish.Mode) : fault, nowNs);
    }

    /// <summary>Takes a CRTK state command from the process that owns this controller.</summary>
    /// <param name="command">enable, disable, home, unhome, pause, resume.</param>
    /// <returns>Empty when applied, otherwise why not.</returns>
    public string Command(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var mayHaveMoved = State is CrtkState.Disabled or CrtkState.Fault;
        var answer = _machine.Takes(command) ? RearmRules.Check(command, Obstacles(mayHaveMoved)) : "";
        answer = answer.Length > 0 ? answer : _machine.Apply(command);
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

    /// <summary>Takes a CRTK state command off the bus. What makes the arm stand counts from anyone, the rest needs the lease.</summary>
    /// <returns>Empty when applied, otherwise why not.</returns>
    public string Command(StateCommandMessage wish, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(wish);
        TakeTime(nowNs);
        _who = wish.Header.Session;
        var fault = wish.Command is "pause" or "disable" ? default : _lease.Check(_who);
        var answer = fault.Code == FaultCode.None ? Command(wish.Command) : fault.Message;
        Said("state_command", wish.Header, answer.Length == 0 ? default : new(FaultCode.NotAllowed, answer), nowNs);
        return answer;
    }

    /// <summary>Stop button, CRTK <c>hold</c>, from anyone: brakes and stays in PAUSED until a deliberate <c>resume</c>.</summary>
    /// <param name="reason">Who or what stopped it.</param>
    /// <param name="who">Session that asked; empty when nobody did.</param>
    public void Hold(string reason, string who = "")
    {
        _who = who;
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

    /// <summary>Asks for the lease, hands it over or gives it back.</summary>
    /// <returns>No fault, or why it stays as it is.</returns>
    public Fault Lease(LeaseCommandMessage wish, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(wish);
        TakeTime(nowNs);
        var (session, before) = (wish.Header.Session, _lease.Holder);
        var fault = wish.Action switch
        {
            LeaseAction.Request => _lease.Take(session, nowNs),
            LeaseAction.HandOver when wish.To.Length == 0 => new(FaultCode.WrongTarget, "A hand-over names the session that gets the lease."),
            LeaseAction.HandOver => _lease.Give(session, wish.To, nowNs),
            _ => _lease.Give(session, "", nowNs),
        };
        if (fault.Code == FaultCode.None && before.Length > 0 && before != _lease.Holder)
        {
            NewHands(before, wish.Action == LeaseAction.HandOver ? "handed over" : "given back", nowNs);
        }
        else if (before.Length == 0 && _lease.Holder.Length > 0)
        {
            _events.Change("lease", "", session, "asked for", session, nowNs);
        }

        return Said("operator/lease_command", wish.Header, fault, nowNs);
    }

    /// <summary>Takes a heartbeat in.</summary>
    public void Hear(HeartbeatMessage beat, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(beat);
        TakeTime(nowNs);
        if (_peers.Take(beat, nowNs, _arbiter.Engine, _lease.Holder))
        {
            _lease.Hear(beat.Header.Session, nowNs);
        }
    }

    /// <summary>Takes the engine's word on its own health in.</summary>
    public void Hear(HealthMessage health)
    {
        ArgumentNullException.ThrowIfNull(health);
        _arbiter.Hear(health);
    }

    /// <summary>CRTK <c>servo_cp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in ServoCpMessage m, long nowNs)
    {
        var fault = MayOrder(m.Header, nowNs);
        fault = fault.Code == FaultCode.None ? _direct.Servo.Take(m.Header, T_base_ecm * m.T_ecm_tool, m.ExpiresNs, _drive.State, nowNs) : fault;
        return Commanded("servo_cp", m.Header, fault, nowNs);
    }

    /// <summary>CRTK <c>servo_jp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in ServoJpMessage m, long nowNs)
    {
        var fault = MayOrder(m.Header, nowNs);
        fault = fault.Code == FaultCode.None ? _direct.Servo.Take(m, _drive.State, nowNs) : fault;
        return Commanded("servo_jp", m.Header, fault, nowNs);
    }

    /// <summary>CRTK <c>jaw/servo_jp</c>.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in JawServoMessage m, long nowNs)
    {
        var fault = MayOrder(m.Header, nowNs);
        fault = fault.Code == FaultCode.None ? _direct.Servo.Take(m, _drive.State, nowNs) : fault;
        return Commanded("jaw/servo_jp", m.Header, fault, nowNs);
    }

    /// <summary>CRTK <c>move_jp</c>: travels there by itself, within the limits.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in ServoJpMessage m, long nowNs)
    {
        var goal = m.Position;
        var fault = MayOrder(m.Header, nowNs);
        fault = fault.Code == FaultCode.None ? _direct.Goal(m, Around, nowNs, out goal) : fault;
        return Commanded("move_jp", m.Header, Begin(fault, goal), nowNs);
    }

    /// <summary>CRTK <c>move_cp</c>: travels there by itself, on a straight line of the joints.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in ServoCpMessage m, long nowNs)
    {
        var goal = default(JointVector);
        var fault = MayOrder(m.Header, nowNs);
        fault = fault.Code == FaultCode.None ? _direct.Goal(T_base_ecm * m.T_ecm_tool, m.ExpiresNs, _drive.State, Around, nowNs, out goal) : fault;
        return Commanded("move_cp", m.Header, Begin(fault, goal), nowNs);
    }

    private static string NameOf(ControlMode mode) => mode switch
    {
        ControlMode.Observe => "observe",
        ControlMode.Suggest => "suggest",
        ControlMode.Share => "share",
        _ => "autonomous",
    };

    private RearmState Obstacles(bool startsAnew) => new(
        ReadingRules.Check(_drive.Reading, _drive.State, _options.TrackingAlarm, follows: !startsAnew || !_drive.State.IsAtRest),
        _connected,
        ClocksDisagree,
        _arbiter.IsAccepting(_clock.NowNs),
        _direct.Servo.WasAsked(_clock.NowNs));

    private Fault MayOrder(in Header header, long nowNs)
    {
        TakeTime(nowNs);
        var fault = _lease.Check(header.Session);
        if (fault.Code == FaultCode.None)
        {
            fault = _direct.MayMove(Mode, _connected);
            if (fault.Code != FaultCode.None)
            {
                _direct.Servo.Asked(nowNs);
            }
        }

        return fault;
    }

    /// <summary>An order that counted takes the lease or keeps it alive; one that did not is said as refused.</summary>
    private Fault Commanded(string what, in Header header, Fault fault, long nowNs)
    {
        if (fault.Code == FaultCode.None)
        {
            var free = _lease.Holder.Length == 0;
            _lease.Take(header.Session, nowNs);
            if (free)
            {
                _events.Change("lease", "", header.Session, "taken by the first order", header.Session, nowNs);
            }
        }

        return Said(what, header, fault, nowNs);
    }

    private Fault Said(string what, in Header header, Fault fault, long nowNs)
    {
        if (fault.Code != FaultCode.None)
        {
            _events.Often(EventKind.Refusal, what, fault.Message, header.Session ?? "", nowNs);
        }

        return fault;
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
}
