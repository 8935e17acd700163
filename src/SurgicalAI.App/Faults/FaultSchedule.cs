namespace SurgicalAI.App.Faults;

/// <summary>Begins and ends faults at their times, counted from the making of the schedule.</summary>
internal sealed class FaultSchedule : IDisposable
{
    private readonly List<ITimer> _timers = [];

    /// <summary>Sets the timers.</summary>
    /// <param name="board">Where they come into force.</param>
    /// <param name="specs">What and when.</param>
    /// <param name="time">Clock.</param>
    public FaultSchedule(FaultBoard board, IEnumerable<FaultSpec> specs, TimeProvider time)
    {
        foreach (var spec in specs)
        {
            _timers.Add(time.CreateTimer(_ => board.Begin(spec.Kind), null, TimeSpan.FromSeconds(spec.AtS), Timeout.InfiniteTimeSpan));
            _timers.Add(time.CreateTimer(_ => board.End(spec.Kind), null, TimeSpan.FromSeconds(spec.AtS + spec.ForS), Timeout.InfiniteTimeSpan));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timers.ForEach(timer => timer.Dispose());
}
