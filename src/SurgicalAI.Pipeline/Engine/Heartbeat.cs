using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>Says twenty times a second that a participant lives; the arm ends what it had moving when that stops. Disposing it ends it.</summary>
public sealed class Heartbeat : IDisposable
{
    /// <summary>Time between two beats.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly IMessageBus _bus;
    private readonly string _component;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private int _sequence;

    /// <summary>Begins at once.</summary>
    /// <param name="bus">Connection whose session beats.</param>
    /// <param name="component">"engine" or "console".</param>
    /// <param name="time">Clock.</param>
    public Heartbeat(IMessageBus bus, string component, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(time);
        (_bus, _component, _time, _start) = (bus, component, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Beat(), null, TimeSpan.Zero, Period);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        var aliveNs = (long)_time.GetElapsedTime(_start).TotalNanoseconds;
        _bus.Publish(Topics.Heartbeat, new HeartbeatMessage(new(_time.NowNs(), Interlocked.Increment(ref _sequence), _bus.Session), _component, aliveNs));
    }
}
