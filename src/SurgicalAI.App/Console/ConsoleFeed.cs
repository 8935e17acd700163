using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;

namespace SurgicalAI.App.WebConsole;

/// <summary>
/// Hub between the engine and the page. The engine publishes pictures and state; the operator's requests come back as
/// events on a thread of the web server, where handlers must be short. Thread-safe.
/// </summary>
/// <param name="time">Clock; the system's by default.</param>
public sealed class ConsoleFeed(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private ConsoleState? _state;
    private long _stateNs;
    private StopLatch _stop = StopLatch.Open;

    /// <summary>The operator wants everything to stand still; carries who and why. Must lead to the arm being paused.</summary>
    public event Action<string>? StopRequested;

    /// <summary>The operator deliberately re-arms after a stop.</summary>
    public event Action? ResumeRequested;

    /// <summary>The operator wishes for a mode; the arbiter decides.</summary>
    public event Action<ControlMode>? ModeRequested;

    /// <summary>The operator decided on a suggestion: kind, sequence of the suggestion seen, reason (may be empty). A hold repeats while it lasts.</summary>
    public event Action<DecisionKind, int, string>? DecisionMade;

    /// <summary>Pictures of the left eye.</summary>
    public PictureFeed Left { get; } = new();

    /// <summary>True when somebody looks; encode pictures only then.</summary>
    public bool HasViewers => Left.HasViewers;

    /// <summary>The console's stop.</summary>
    public StopLatch Stop
    {
        get
        {
            lock (_lock)
            {
                return _stop;
            }
        }
    }

    /// <summary>Replaces the picture of the left eye. Hot path.</summary>
    /// <param name="jpeg">A whole JPEG file; copied.</param>
    /// <param name="originNs">Capture, Unix nanoseconds.</param>
    /// <param name="sequence">Number of the capture.</param>
    public void PublishPicture(ReadOnlySpan<byte> jpeg, long originNs, int sequence) => Left.Publish(jpeg, originNs, sequence);

    /// <summary>Replaces the state; some ten times a second. The arm's operating state in it confirms or clears a stop.</summary>
    public void PublishState(ConsoleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_lock)
        {
            (_state, _stateNs) = (state, _time.NowNs());
            _stop = _stop.Hear(state.Arm.State, _stateNs);
        }
    }

    internal ConsoleSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new(_time.NowNs(), _stateNs, _stop, _state);
        }
    }

    // Each request says whether anybody heard it: a stop that nobody hears must not look like one.
    internal bool RequestStop(string reason)
    {
        lock (_lock)
        {
            _stop = _stop.Stop(reason, _time.NowNs());
        }

        StopRequested?.Invoke(reason);
        return StopRequested is not null;
    }

    internal bool RequestResume()
    {
        if (ResumeRequested is null)
        {
            return false;
        }

        lock (_lock)
        {
            _stop = _stop.Rearm(_time.NowNs());
        }

        ResumeRequested?.Invoke();
        return true;
    }

    internal bool RequestMode(ControlMode mode)
    {
        ModeRequested?.Invoke(mode);
        return ModeRequested is not null;
    }

    internal bool Decide(DecisionKind kind, int suggestion, string reason)
    {
        DecisionMade?.Invoke(kind, suggestion, reason);
        return DecisionMade is not null;
    }
}
