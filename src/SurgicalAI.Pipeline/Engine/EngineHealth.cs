using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>Says on <c>health/engine</c> how the engine is: at every change and once per period. Thread-safe.</summary>
internal sealed class EngineHealth(IMessageBus? bus, long periodNs, TimeProvider time)
{
    private readonly Lock _lock = new();
    private string _reason = "";
    private long _saidNs;
    private int _sequence;

    /// <summary>"ok" or "degraded".</summary>
    public string State => Reason.Length == 0 ? "ok" : "degraded";

    /// <summary>Why it is degraded; empty when it is not.</summary>
    public string Reason
    {
        get
        {
            lock (_lock)
            {
                return _reason;
            }
        }
    }

    /// <summary>Sets the reason, empty for "ok", and says it where that is due.</summary>
    public void Set(string reason)
    {
        lock (_lock)
        {
            var nowNs = time.NowNs();
            if (_saidNs > 0 && reason == _reason && nowNs - _saidNs < periodNs)
            {
                return;
            }

            (_reason, _saidNs) = (reason, nowNs);
            var state = reason.Length == 0 ? "ok" : "degraded";
            bus?.Publish(Topics.HealthEngine, new HealthMessage(new(nowNs, ++_sequence, bus.Session), "engine", state, reason, default));
        }
    }
}
