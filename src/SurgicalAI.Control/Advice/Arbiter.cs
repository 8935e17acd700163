using SurgicalAI.Control.Watch;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control.Advice;

/// <summary>
/// Decides whether advice becomes a wish for motion, by the mode the operator chose.
/// observe: never. suggest: while accept is held. share: while accept is held, at a pace that is the confidence.
/// autonomous: always, on simulated arms only. Not thread-safe; the control loop's thread alone.
/// </summary>
/// <remarks>
/// In share without the operator's own stream the plan's clock runs at <c>confidence</c> times real time; with it <see cref="ShareLaw"/>
/// blends the two. Under <see cref="LeastConfidence"/> advice does not move the arm (docs/adr/0014).
/// </remarks>
public sealed class Arbiter
{
    /// <summary>Confidence under which sharing holds.</summary>
    public const double LeastConfidence = 0.2;

    private readonly IArm _arm;
    private readonly Peers _peers;
    private readonly EngineWord _engine = new();
    private readonly OperatorPresence _presence = new();
    private StreamOrder _order;
    private Plan? _plan;
    private long _heardNs;
    private long _endoscopeNs;
    private bool _rejected;
    private bool _endoscopeMoved;
    private bool _alone = true;

    /// <summary>Arbitrates for an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="peers">Heartbeats of engines and consoles.</param>
    internal Arbiter(IArm arm, Peers peers) => (_arm, _peers) = (arm, peers);

    /// <summary>Mode in force.</summary>
    public ControlMode Mode { get; private set; } = ControlMode.Suggest;

    /// <summary>Nanoseconds since the last accepted suggestion.</summary>
    internal long SilentNs(long nowNs) => nowNs - _heardNs;

    /// <summary>Session whose advice is in force; null before the first.</summary>
    internal string? Engine => _order.Session;

    /// <summary>Session that holds or held accept.</summary>
    internal string? Operator => _presence.Session;

    /// <summary>What the engine last said was wrong with it.</summary>
    internal string EngineReason => _engine.Reason;

    /// <summary>True while an operator holds accept, whether that counts or not.</summary>
    internal bool IsAccepting(long nowNs) => _presence.IsTouched(nowNs);

    /// <summary>Asks for a mode.</summary>
    /// <returns>No fault, or why it stays as it is.</returns>
    public Fault RequestMode(ControlMode mode)
    {
        if (!Enum.IsDefined(mode))
        {
            return new(FaultCode.NotAllowed, "Unknown mode; known: observe, suggest, share, autonomous.");
        }

        if (mode == ControlMode.Autonomous && !_arm.IsSimulated)
        {
            return new(FaultCode.NotAllowed, "Autonomous is refused: this arm does not report itself simulated.");
        }

        Mode = mode;
        Forget();
        return default;
    }

    /// <summary>Drops advice and presence: motion then needs a new suggestion and, where it counts, a new accept.</summary>
    public void Forget()
    {
        _plan = null;
        (_rejected, _endoscopeMoved) = (false, false);
        _presence.End();
    }

    /// <summary>Another operator has command.</summary>
    internal void NewHands() => _presence.NewHands();

    /// <summary>The gate refused a wish in which advice was.</summary>
    internal void Refused(long nowNs) => _presence.Refused(nowNs);

    /// <summary>The arm's clock was set.</summary>
    internal void Restamp(long nowNs)
    {
        _order.Restamp(nowNs);
        _presence.Restamp(nowNs);
        (_heardNs, _endoscopeNs) = (nowNs, Math.Min(_endoscopeNs, nowNs));
    }

    /// <summary>The endoscope moved: advice from pictures taken until now is meant in a frame that is gone.</summary>
    internal void MoveEndoscope(long nowNs)
    {
        (_endoscopeNs, _endoscopeMoved, _plan) = (nowNs, _plan is not null || _endoscopeMoved, null);
        _presence.ForgetShown();
    }

    /// <summary>Takes the engine's word on its health in.</summary>
    internal void Hear(HealthMessage health) => _engine.Take(health);

    /// <summary>Takes a suggestion in.</summary>
    /// <param name="message">Suggestion.</param>
    /// <param name="nowNs">Unix time of this tick, nanoseconds.</param>
    /// <param name="receivedNs">Unix time of its arrival, for the latency report.</param>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Offer(SuggestionMessage message, long nowNs, long receivedNs)
    {
        ArgumentNullException.ThrowIfNull(message);
        var fault = SuggestionRules.Check(message, _arm.Name, _endoscopeNs, nowNs);
        var session = _order.Session;
        fault = fault.Code == FaultCode.None ? _order.Admit(message.Header, nowNs) : fault;
        if (fault.Code != FaultCode.None)
        {
            return fault;
        }

        if (session != _order.Session)
        {
            _presence.End(forget: true);
        }

        (_plan, _heardNs, _endoscopeMoved) = (new(message, receivedNs), nowNs, false);
        _presence.Shown(message.Header.Sequence, nowNs);
        return default;
    }

    /// <summary>Takes the operator's decision in.</summary>
    /// <returns>No fault, or why it does not count.</returns>
    public Fault Decide(DecisionMessage message, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(message);
        var fault = _presence.Decide(message, nowNs);
        if (fault.Code == FaultCode.None)
        {
            _rejected = message.Kind == DecisionKind.Reject;
            _plan = _rejected ? null : _plan;
        }

        return fault;
    }

    /// <summary>The wish of this tick. Hot path.</summary>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="T_ecm_setpoint">Tool pose of the setpoint, where a newly followed suggestion starts.</param>
    /// <param name="jawRad">Jaw setpoint.</param>
    /// <param name="alone">True when the plan alone decides; false when it is blended with the operator's own motion.</param>
    /// <param name="target">Written: target of this tick when the answer is <see cref="HoldCause.None"/>.</param>
    /// <param name="plan">Written: the plan followed.</param>
    internal HoldCause Wish(long nowNs, in Pose<EcmFrame, ToolFrame> T_ecm_setpoint, double jawRad, bool alone, out Waypoint target, out Plan? plan)
    {
        (target, plan) = (default, null);
        var cause = MayMove(nowNs);
        if (cause != HoldCause.None || _plan is null)
        {
            _plan?.Pause();
            LoseIfSo(cause);
            return cause;
        }

        plan = _plan;
        if (!plan.IsFollowed || alone != _alone)
        {
            // The plan's clock has another pace alone than beside the operator; each begins where the arm is.
            plan.Begin(T_ecm_setpoint, jawRad, nowNs);
            _alone = alone;
        }

        target = !alone ? plan.At(nowNs + ShareLaw.AheadNs, 1) : plan.At(nowNs, Mode == ControlMode.Share ? plan.Message.Confidence : 1);
        return HoldCause.None;
    }

    private void LoseIfSo(HoldCause cause)
    {
        if (HoldReasons.IsWatchdog(cause))
        {
            _presence.Lose();
        }
    }

    private HoldCause MayMove(long nowNs)
    {
        if (Mode == ControlMode.Observe)
        {
            return HoldCause.Observing;
        }

        if (_plan is null)
        {
            return _rejected ? HoldCause.Rejected : _endoscopeMoved ? HoldCause.EndoscopeMoved : HoldCause.NoAdvice;
        }

        var engine = EngineCause(_plan, nowNs);
        if (engine != HoldCause.None)
        {
            return engine;
        }

        if (Mode == ControlMode.Autonomous)
        {
            return _arm.IsSimulated ? HoldCause.None : HoldCause.Observing;
        }

        return _presence.IsTouched(nowNs) && _peers.IsSilent(_presence.Session, nowNs) ? HoldCause.OperatorBeatLost
            : !_presence.IsPresent(nowNs) ? Absence(nowNs)
            : Mode == ControlMode.Share && _plan.Message.Confidence < LeastConfidence ? HoldCause.LowConfidence
            : HoldCause.None;
    }

    private HoldCause Absence(long nowNs) =>
        _presence.IsTouched(nowNs) ? HoldCause.LetGoFirst
        : _presence.IsHeld ? HoldCause.AcceptTimedOut
        : HoldCause.NotAccepted;

    private HoldCause EngineCause(Plan plan, long nowNs) =>
        nowNs >= plan.Message.ExpiresNs ? HoldCause.EngineSilent
        : _peers.IsSilent(_order.Session, nowNs) ? HoldCause.EngineBeatLost
        : _engine.IsUnwell(_order.Session) ? HoldCause.EngineUnwell
        : HoldCause.None;
}
