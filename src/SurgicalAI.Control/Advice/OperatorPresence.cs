using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Advice;

/// <summary>
/// Hold-to-run: the operator is present from a Hold until 200 ms after the last one, or until a Release or Reject from anyone.
/// A Hold counts only when it names a suggestion that was shown in the last second, and once something was lost or refused by the gate
/// while accept was held only after it was let go (docs/adr/0018).
/// </summary>
internal sealed class OperatorPresence
{
    public const long TimeoutNs = 200 * Si.MsNs;
    private const long ShownNs = Si.SNs;
    private const long MaxAheadNs = 50 * Si.MsNs;
    private const int Remembered = 64;

    private readonly (int Sequence, long AtNs)[] _shown = new (int, long)[Remembered];
    private StreamOrder _order;
    private long _untilNs;
    private int _count;
    private readonly RefusalWatch _refusals = new();
    private string? _owesRelease;

    /// <summary>True once the operator accepted and has neither let go nor refused since.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Session that holds or held accept.</summary>
    public string? Session => _order.Session;

    /// <summary>True while a hand holds accept, whether that counts or not.</summary>
    public bool IsTouched(long nowNs) => IsHeld && nowNs < _untilNs;

    public bool IsPresent(long nowNs) => IsTouched(nowNs) && Session != _owesRelease;

    public void Shown(int suggestion, long nowNs) => _shown[_count++ % Remembered] = (suggestion, nowNs);

    /// <summary>Something was lost: who holds accept must let go first.</summary>
    public void Lose() => _owesRelease = IsHeld ? Session : _owesRelease;

    /// <summary>The gate refused advice: once it is too much, who holds accept must let go first.</summary>
    public void Refused(long nowNs)
    {
        if (IsHeld && _refusals.Take(nowNs))
        {
            Lose();
        }
    }

    /// <summary>Ends the presence, and with <paramref name="forget"/> also what was shown.</summary>
    public void End(bool forget = false)
    {
        Lose();
        IsHeld = false;
        if (forget)
        {
            ForgetShown();
        }
    }

    /// <summary>What was shown until now can no longer be accepted.</summary>
    public void ForgetShown()
    {
        _count = 0;
        Array.Clear(_shown);
    }

    /// <summary>Another operator has command: the one before is no longer waited for.</summary>
    public void NewHands()
    {
        (IsHeld, _order) = (false, default);
        _refusals.Reset();
    }

    /// <summary>The clock was set: what was shown and who held counts no more.</summary>
    public void Restamp(long nowNs)
    {
        End(forget: true);
        _order.Restamp(nowNs);
    }

    public Fault Decide(DecisionMessage m, long nowNs)
    {
        if (m.Kind != DecisionKind.Hold)
        {
            // Letting go always counts, whoever says it; the number only keeps a late Hold of the same console from undoing it.
            _ = _order.Admit(m.Header, nowNs);
            IsHeld = false;
            _refusals.Reset();
            _owesRelease = m.Header.Session == _owesRelease ? null : _owesRelease;
            return default;
        }

        var stampNs = m.Header.StampNs;
        if (stampNs <= nowNs - TimeoutNs || stampNs > nowNs + MaxAheadNs)
        {
            return new(FaultCode.Stale, "The decision is too old or stamped in the future.");
        }

        if (!WasShown(m.Suggestion, nowNs))
        {
            return new(FaultCode.WrongTarget, "The accepted suggestion is not one of the last second.");
        }

        var fault = _order.Admit(m.Header, nowNs);
        if (fault.Code == FaultCode.None)
        {
            (IsHeld, _untilNs) = (true, Math.Min(stampNs, nowNs) + TimeoutNs);
            fault = Session == _owesRelease ? new(FaultCode.NotAllowed, "Something was lost, or refused by the gate, while accept was held: let it go, then hold it again.") : fault;
        }

        return fault;
    }

    private bool WasShown(int suggestion, long nowNs)
    {
        for (var i = 0; i < Math.Min(_count, Remembered); i++)
        {
            if (_shown[i].Sequence == suggestion && nowNs - _shown[i].AtNs < ShownNs)
            {
                return true;
            }
        }

        return false;
    }
}
