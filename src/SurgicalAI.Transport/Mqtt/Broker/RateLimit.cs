namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>A budget that fills at a fixed rate up to one second's worth; who overdraws it waits. Not thread-safe.</summary>
internal sealed class RateLimit
{
    private readonly double _perSecond;
    private readonly TimeProvider _time;
    private double _left;
    private long _last;

    /// <summary>Begins with a full budget.</summary>
    /// <param name="perSecond">What it fills by in a second, and at most holds.</param>
    /// <param name="time">Clock.</param>
    public RateLimit(double perSecond, TimeProvider time) => (_perSecond, _time, _left, _last) = (perSecond, time, perSecond, time.GetTimestamp());

    /// <summary>Takes an amount.</summary>
    /// <returns>How long to wait before taking more; zero while the budget lasts.</returns>
    public TimeSpan Take(double amount)
    {
        var now = _time.GetTimestamp();
        _left = Math.Min(_perSecond, _left + (_time.GetElapsedTime(_last, now).TotalSeconds * _perSecond)) - amount;
        _last = now;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / _perSecond);
    }
}
