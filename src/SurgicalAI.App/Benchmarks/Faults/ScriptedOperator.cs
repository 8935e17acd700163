using SurgicalAI.App.Engine;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>An operator at the console's own desk who holds accept, as the page does: a Hold every 50 ms, naming the newest advice seen.</summary>
internal sealed class ScriptedOperator : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(50);

    private readonly ConsoleFeed _feed;
    private readonly OperatorDesk _desk;
    private readonly Authority _authority;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile bool _holds;

    /// <summary>Takes a seat at the desk.</summary>
    public ScriptedOperator(ConsoleFeed feed, OperatorDesk desk, Authority authority, TimeProvider time)
    {
        (_feed, _desk, _authority, _time) = (feed, desk, authority, time);
        _timer = time.CreateTimer(_ => Beat(), null, s_beat, s_beat);
    }

    /// <summary>True while it is there at all: false is a fainted operator, whose last Hold stands.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>Presses accept.</summary>
    public void Press() => _holds = true;

    /// <summary>Lets accept go.</summary>
    public void Release()
    {
        _holds = false;
        _authority.Release(_time.NowNs());
        _feed.Decide(DecisionKind.Release, Newest, "");
    }

    /// <summary>Asks the arm to be re-armed.</summary>
    public void Rearm() => _feed.RequestResume();

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private int Newest => _desk.Suggestion.TryGet(out var advice) ? advice.Header.Sequence : 0;

    private void Beat()
    {
        if (_holds && IsThere)
        {
            _authority.Hold(_time.NowNs());
            _feed.Decide(DecisionKind.Hold, Newest, "");
        }
    }
}
