using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Motion;

/// <summary>
/// The operator's own streams <c>servo_cp</c>, <c>servo_jp</c> and <c>jaw/servo_jp</c>, each with its order and a watchdog: a target
/// counts until the next one, its expiry, or the watchdog's time, whichever comes first. Hot path.
/// </summary>
internal sealed class ServoStreams(long watchdogNs)
{
    private StreamOrder _poseOrder;
    private StreamOrder _jointOrder;
    private StreamOrder _jawOrder;
    private ArmCommand _wish;
    private long _armUntilNs;
    private long _jawUntilNs;
    private long _askedNs;
    private bool _active;

    /// <summary>True after the watchdog ended a stream, until the next one or <see cref="Forget"/>.</summary>
    public bool FellSilent { get; private set; }

    /// <summary>True while the pose or the joints of the arm are streamed.</summary>
    public bool HasArm(long nowNs) => _active && nowNs < _armUntilNs;

    /// <summary>A stream's message came that was not taken because nothing may move.</summary>
    public void Asked(long nowNs) => _askedNs = nowNs;

    /// <summary>True while such messages keep coming.</summary>
    public bool WasAsked(long nowNs) => _askedNs > 0 && nowNs - _askedNs < watchdogNs;

    /// <summary>Another operator has command: whoever streamed before is no longer waited for.</summary>
    public void NewHands() => (_poseOrder, _jointOrder, _jawOrder) = (default, default, default);

    /// <summary>The clock was set.</summary>
    public void Restamp(long nowNs)
    {
        _askedNs = 0;
        _poseOrder.Restamp(nowNs);
        _jointOrder.Restamp(nowNs);
        _jawOrder.Restamp(nowNs);
    }

    public void Forget() => (_active, FellSilent, _armUntilNs, _jawUntilNs) = (false, false, 0, 0);

    public Fault Take(in Header header, in Pose<BaseFrame, ToolFrame> T_base_tool, long expiresNs, in GateState state, long nowNs)
    {
        var fault = expiresNs <= nowNs ? Expired : _poseOrder.Admit(header, nowNs);
        if (fault.Code == FaultCode.None)
        {
            Wake(state, header.StampNs);
            _wish = _wish with { Space = CommandSpace.Cartesian, T_base_tool = T_base_tool };
            _armUntilNs = Math.Min(expiresNs, nowNs + watchdogNs);
        }

        return fault;
    }

    public Fault Take(in ServoJpMessage m, in GateState state, long nowNs)
    {
        var fault = m.ExpiresNs <= nowNs ? Expired : _jointOrder.Admit(m.Header, nowNs);
        if (fault.Code == FaultCode.None)
        {
            Wake(state, m.Header.StampNs);
            _wish = _wish with { Space = CommandSpace.Joint, Joints = m.Position };
            _armUntilNs = Math.Min(m.ExpiresNs, nowNs + watchdogNs);
        }

        return fault;
    }

    public Fault Take(in JawServoMessage m, in GateState state, long nowNs)
    {
        var fault = m.ExpiresNs <= nowNs ? Expired : _jawOrder.Admit(m.Header, nowNs);
        if (fault.Code == FaultCode.None)
        {
            Wake(state, m.Header.StampNs);
            _wish = _wish with { JawRad = m.PositionRad };
            _jawUntilNs = Math.Min(m.ExpiresNs, nowNs + watchdogNs);
        }

        return fault;
    }

    public bool TryWish(long nowNs, out ArmCommand wish)
    {
        var untilNs = Math.Max(_armUntilNs, _jawUntilNs);
        if (_active && nowNs >= untilNs)
        {
            (_active, FellSilent) = (false, true);
        }

        wish = _wish with { ExpiresNs = untilNs };
        return _active;
    }

    private static Fault Expired => new(FaultCode.Stale, "The servo command has expired.");

    /// <summary>When streams start, what they do not name stays where it is.</summary>
    private void Wake(in GateState state, long originNs)
    {
        if (!_active)
        {
            _wish = new(CommandSpace.Joint, state.Setpoint, default, state.JawRad, 0, 0, 0);
        }

        _wish = _wish with { OriginNs = originNs };
        (_active, FellSilent) = (true, false);
    }
}
