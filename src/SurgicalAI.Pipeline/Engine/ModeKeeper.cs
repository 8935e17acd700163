using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>
/// Asks each run of the robot once for the engine's mode, again until it answers. An operator who changes the mode later is
/// not overruled, not even when the connection breaks and returns. Thread-safe.
/// </summary>
internal sealed class ModeKeeper(IMessageBus bus, EngineOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private bool _asking;
    private long _firstAskNs;
    private long _lastAskNs;
    private int _sequence;
    private ModeMessage? _inForce;

    /// <summary>Mode in force; the engine's own wish while the robot has not said.</summary>
    public ControlMode InForce
    {
        get
        {
            lock (_lock)
            {
                return _inForce?.Mode ?? options.Mode;
            }
        }
    }

    /// <summary>Why the robot refused the mode; empty when it did not.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>A new run of the robot.</summary>
    public void RobotBorn()
    {
        lock (_lock)
        {
            (_asking, _firstAskNs, _lastAskNs, _inForce, Refusal) = (true, 0, 0, null, "");
        }

        Tick();
    }

    /// <summary>The robot says its mode.</summary>
    public void OnMode(ModeMessage mode)
    {
        lock (_lock)
        {
            _inForce = mode;
            if (!_asking)
            {
                return;
            }

            var refused = _firstAskNs > 0 && mode.Reason.Length > 0 && mode.Header.StampNs >= _firstAskNs;
            _asking = mode.Mode != options.Mode && !refused;
            Refusal = mode.Mode != options.Mode && refused ? mode.Reason : "";
        }
    }

    /// <summary>Asks, or asks again; called a few times a second.</summary>
    public void Tick()
    {
        var nowNs = time.NowNs();
        int sequence;
        lock (_lock)
        {
            if (!_asking || (_lastAskNs > 0 && nowNs - _lastAskNs < options.AskAgainNs))
            {
                return;
            }

            _firstAskNs = _firstAskNs == 0 ? nowNs : _firstAskNs;
            _lastAskNs = nowNs;
            sequence = ++_sequence;
        }

        bus.Publish(Topics.ModeCommand, new ModeMessage(new(nowNs, sequence, bus.Session), options.Mode, ""));
    }
}
