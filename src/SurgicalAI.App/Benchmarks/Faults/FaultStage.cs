using SurgicalAI.App.Engine;
using SurgicalAI.App.Faults;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>The closed loop in which faults happen: simulated robot, broker, engine with its networks, and an operator at the desk who accepts.</summary>
internal sealed class FaultStage : IAsyncDisposable
{
    private readonly RunSettings _settings;
    private readonly (ISegmenter Segmenter, IPolicy Policy) _networks;
    private readonly TimeProvider _time;
    private readonly Stack<IDisposable> _parts = new();
    private RobotLink? _link;
    private EngineCell? _engine;
    private MqttBus? _second;
    private ScriptedOperator? _operator;
    private Intruder? _intruder;
    private ArmProbe? _probe;

    private FaultStage(RunSettings settings, (ISegmenter Segmenter, IPolicy Policy) networks, TimeProvider time) =>
        (_settings, _networks, _time, Rig) = (settings, networks, time, new(settings, time));

    /// <summary>What may go wrong.</summary>
    public FaultRig Rig { get; }

    /// <summary>The operator.</summary>
    public ScriptedOperator Operator => _operator ?? throw new InvalidOperationException("Not open.");

    /// <summary>The second operator.</summary>
    public Intruder Intruder => _intruder ?? throw new InvalidOperationException("Not open.");

    /// <summary>The arm.</summary>
    public ArmProbe Probe => _probe ?? throw new InvalidOperationException("Not open.");

    private RobotLink Link => _link ?? throw new InvalidOperationException("Not open.");

    /// <summary>Opens everything.</summary>
    public static async Task<FaultStage> OpenAsync(
        RunSettings settings, (ISegmenter Segmenter, IPolicy Policy) networks, TimeProvider time, CancellationToken cancellation)
    {
        var stage = new FaultStage(settings, networks, time);
        try
        {
            await stage.OpenPartsAsync(cancellation).ConfigureAwait(false);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the engine again if it has ended.</summary>
    public async Task ReviveAsync()
    {
        if (_engine is { Running.IsCompleted: true })
        {
            await _engine.DisposeAsync().ConfigureAwait(false);
            _engine = NewEngine();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Rig.Board.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync().ConfigureAwait(false);
        }

        while (_parts.TryPop(out var part))
        {
            part.Dispose();
        }

        if (_second is not null)
        {
            await _second.DisposeAsync().ConfigureAwait(false);
        }

        if (_link is not null)
        {
            await _link.DisposeAsync().ConfigureAwait(false);
        }

        Rig.Dispose();
    }

    private async Task OpenPartsAsync(CancellationToken cancellation)
    {
        _link = await RobotLink.OpenAsync(_settings, Rig, _time, cancellation).ConfigureAwait(false);
        var (sim, console) = (Link.Sim!, Link.Console!);
        var authority = new Authority();
        _probe = new(sim.World.Arms[0].Psm.Kinematics, SimWorld.StepS, authority);
        sim.Probe = _probe.Take;
        var feed = new ConsoleFeed(_time);
        var desk = Keep(new OperatorDesk(console, feed, _time));
        _ = Keep(console.Subscribe(Topics.Suggestion, m => authority.Hear(m, _time.NowNs())));
        _operator = Keep(new ScriptedOperator(feed, desk, authority, _time));
        _second = MqttBus.Start(new MqttBusOptions(Port: Link.BrokerPort, Component: "console"), _time);
        _intruder = Keep(new Intruder(_second, _time));
        _engine = NewEngine();
        Operator.Press();
    }

    private EngineCell NewEngine() => new(_settings.Sim!, _settings.Seed, Link.Sim!, Link.EnginePort, Rig, _networks);

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Push(part);
        return part;
    }
}
