namespace SurgicalAI.App.Faults;

/// <summary>A wall clock that steps on demand; timers and timestamps go on as they were.</summary>
/// <param name="inner">Clock.</param>
/// <param name="board">Which faults are in force.</param>
internal sealed class SteppedTime(TimeProvider inner, FaultBoard board) : TimeProvider
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var now = inner.GetUtcNow();
        return board.IsOn(FaultKind.ClockAhead) ? now + s_step
            : board.IsOn(FaultKind.ClockBack) ? now - s_step
            : now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
