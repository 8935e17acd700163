using SurgicalAI.Core;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Report;

/// <summary>
/// Events on their way to the bus. Transitions are all kept; a refusal, watchdog or gate event with the same subject and reason is said
/// at most once a second and then stands for all of them; of all such kinds together at most twenty a second are said one by one, the
/// others as one number. So a flood of bad messages is counted and not repeated. Hot path: no text is made here.
/// </summary>
internal sealed class EventLog
{
    public const long PeriodNs = Si.SNs;
    public const int MostPerPeriod = 20;
    private const int Capacity = 64;

    private readonly ControlEvent[] _ring = new ControlEvent[Capacity];
    private readonly Repeat[] _repeats = new Repeat[32];
    private int _first;
    private int _count;
    private long _lost;
    private long _periodNs;
    private int _said;
    private long _unsaid;
    private bool _waiting;

    /// <summary>A state, mode, lease or what is followed has changed.</summary>
    public void Change(string what, string from, string to, string reason, string who, long nowNs) =>
        Add(new(EventKind.Transition, what, from, to, reason, who, 1, nowNs));

    /// <summary>Something that may come often.</summary>
    public void Often(EventKind kind, string what, string reason, string who, long nowNs, string from = "", string to = "")
    {
        ref var slot = ref Slot(kind, what, reason);
        var again = slot.Is(kind, what, reason);
        if (again && nowNs - slot.SaidNs < PeriodNs)
        {
            slot = slot with { Unsaid = slot.Unsaid + 1 };
            _waiting = true;
            return;
        }

        Turn(nowNs);
        var count = again ? slot.Unsaid + 1 : 1;
        (_unsaid, _waiting) = again ? (_unsaid, _waiting) : (_unsaid + slot.Unsaid, _waiting || slot.Unsaid > 0);
        slot = new(kind, what, reason, who, nowNs, 0);
        Say(new(kind, what, from, to, reason, who, count, nowNs));
    }

    /// <summary>Says what was held back long enough; once per tick.</summary>
    public void Tick(long nowNs)
    {
        if (!_waiting)
        {
            return;
        }

        Turn(nowNs);
        _waiting = _unsaid + _lost > 0;
        for (var i = 0; i < _repeats.Length; i++)
        {
            ref var slot = ref _repeats[i];
            if (slot.Unsaid > 0 && nowNs - slot.SaidNs >= PeriodNs)
            {
                Say(new(slot.Kind, slot.What ?? "", "", "", slot.Reason, slot.Who, slot.Unsaid, nowNs));
                slot = slot with { SaidNs = nowNs, Unsaid = 0 };
            }

            _waiting |= slot.Unsaid > 0;
        }
    }

    /// <summary>The clock was set: what was said counts as said now.</summary>
    public void Restamp(long nowNs)
    {
        _periodNs = nowNs;
        for (var i = 0; i < _repeats.Length; i++)
        {
            _repeats[i] = _repeats[i] with { SaidNs = nowNs };
        }
    }

    public bool TryTake(out ControlEvent next)
    {
        next = _count > 0 ? _ring[_first] : default;
        if (_count == 0)
        {
            return false;
        }

        (_first, _count) = ((_first + 1) % Capacity, _count - 1);
        return true;
    }

    // A new second: what was too much in the last one is said as one number.
    private void Turn(long nowNs)
    {
        if (nowNs - _periodNs < PeriodNs)
        {
            return;
        }

        (_periodNs, _said) = (nowNs, 0);
        if (_unsaid + _lost > 0)
        {
            Add(new(EventKind.Refusal, "events", "", "", "more different ones than are said in a second", "", _unsaid + _lost, nowNs));
            (_unsaid, _lost) = (0, 0);
        }
    }

    private void Say(in ControlEvent e)
    {
        if (_said++ < MostPerPeriod)
        {
            Add(e);
        }
        else
        {
            (_unsaid, _waiting) = (_unsaid + e.Count, true);
        }
    }

    private void Add(in ControlEvent e)
    {
        if (_count == Capacity)
        {
            (_lost, _waiting) = (_lost + 1, true);
            return;
        }

        _ring[(_first + _count++) % Capacity] = e;
    }

    private ref Repeat Slot(EventKind kind, string what, string reason)
    {
        var free = 0;
        for (var i = 0; i < _repeats.Length; i++)
        {
            if (_repeats[i].Is(kind, what, reason))
            {
                return ref _repeats[i];
            }

            free = _repeats[i].SaidNs < _repeats[free].SaidNs ? i : free;
        }

        return ref _repeats[free];
    }

    private readonly record struct Repeat(EventKind Kind, string? What, string Reason, string Who, long SaidNs, long Unsaid)
    {
        public bool Is(EventKind kind, string what, string reason) => What == what && Kind == kind && Reason == reason;
    }
}
