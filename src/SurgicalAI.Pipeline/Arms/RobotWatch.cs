using System.Reactive.Disposables;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Arms;

/// <summary>What the engine knows of the robot side: its run, its tool's history, its gate, its task. Thread-safe.</summary>
public sealed class RobotWatch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CompositeDisposable _subscriptions = [];
    private readonly HashSet<string> _sessions = new(StringComparer.Ordinal);
    private readonly Latest<ModeMessage> _mode = new();
    private readonly Latest<HealthMessage> _health = new();
    private readonly Latest<SceneMessage> _scene = new();
    private string _session = "";
    private long _seenNs;
    private long _seenVersion;

    /// <summary>Watches.</summary>
    /// <param name="bus">Bus, or null: then there is no robot.</param>
    /// <param name="time">Clock.</param>
    internal RobotWatch(IMessageBus? bus, TimeProvider time)
    {
        (_time, _seenNs) = (time, time.NowNs());
        if (bus is null)
        {
            return;
        }

        _subscriptions.Add(bus.Subscribe(Topics.OperatingState, m => Note(m.Header)));
        _subscriptions.Add(bus.Subscribe(Topics.MeasuredCp, OnPose));
        _subscriptions.Add(bus.Subscribe(Topics.JawMeasuredJs, OnJaw));
        _subscriptions.Add(bus.Subscribe(Topics.Mode, OnMode));
        _subscriptions.Add(bus.Subscribe(Topics.HealthRobot, OnHealth));
        _subscriptions.Add(bus.Subscribe(Topics.Scene, m => _scene.Set(m)));
        _subscriptions.Add(bus.Subscribe(Topics.Latency, m => CaptureToArm.RecordNs(m.AppliedNs - m.OriginNs)));
    }

    /// <summary>Raised when a run of the robot is seen for the first time. On the bus's thread.</summary>
    public event Action? Born;

    /// <summary>Raised for the mode in force. On the bus's thread.</summary>
    public event Action<ModeMessage>? ModeChanged;

    /// <summary>From capture to the first cleared command at the arm, as the robot side reports it.</summary>
    public LatencyHistogram CaptureToArm { get; } = new("capture_to_arm");

    /// <summary>Measured tool states.</summary>
    public ToolHistory Tool { get; } = new();

    /// <summary>Identity of the robot's run; empty before one is seen.</summary>
    public string Session
    {
        get
        {
            lock (_lock)
            {
                return _session;
            }
        }
    }

    /// <summary>Mode in force, once the robot has said it.</summary>
    public ModeMessage? Mode => _mode.TryGet(out var mode) ? mode : null;

    /// <summary>Newest word of the robot on itself.</summary>
    public HealthMessage? Health => _health.TryGet(out var health) ? health : null;

    /// <summary>Newest word of the simulator on its task; null on a real robot.</summary>
    public SceneMessage? Scene => _scene.TryGet(out var scene) ? scene : null;

    /// <summary>When the arm last said something new of its tool, Unix nanoseconds of our clock; our start if it never did.</summary>
    public long LastNewsNs
    {
        get
        {
            lock (_lock)
            {
                return _seenNs;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscriptions.Dispose();

    private void OnPose(CartesianStateMessage pose)
    {
        if (!Note(pose.Header))
        {
            return;
        }

        Tool.Add(pose);
        lock (_lock)
        {
            _seenNs = Tool.Version != _seenVersion ? _time.NowNs() : _seenNs;
            _seenVersion = Tool.Version;
        }
    }

    private void OnJaw(JawStateMessage jaw)
    {
        if (Note(jaw.Header))
        {
            Tool.Add(jaw);
        }
    }

    private void OnMode(ModeMessage mode)
    {
        if (Note(mode.Header))
        {
            _mode.Set(mode);
            ModeChanged?.Invoke(mode);
        }
    }

    private void OnHealth(HealthMessage health)
    {
        // "gone" is the last word of a run, not the first of a new one.
        if (health.State == "gone" || Note(health.Header))
        {
            _health.Set(health);
        }
    }

    // False for what an earlier run of the robot left behind on a topic that its present run has not reached yet.
    private bool Note(in Header header)
    {
        lock (_lock)
        {
            if (header.Session == _session)
            {
                return true;
            }

            if (!_sessions.Add(header.Session))
            {
                return false;
            }

            _session = header.Session;
            Tool.Clear();
        }

        Born?.Invoke();
        return true;
    }
}
