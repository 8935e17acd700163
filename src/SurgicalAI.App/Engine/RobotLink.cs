using SurgicalAI.App.Faults;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;
using SurgicalAI.Transport;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Mqtt.Broker;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.App.Engine;

/// <summary>
/// The way to the robot: a broker (embedded or not), the participants of this process, and the simulated robot where it is asked
/// for. Engine and robot have connections of their own and talk through the broker alone, also when they share the process.
/// </summary>
internal sealed class RobotLink : IAsyncDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly RunSettings _settings;
    private readonly FaultRig _faults;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, BusKeys> _keys = new(StringComparer.Ordinal);
    private BrokerAddress _broker = new("127.0.0.1", 0, false);
    private WireFaults? _wire;

    private RobotLink(RunSettings settings, FaultRig faults, TimeProvider time) => (_settings, _faults, _time) = (settings, faults, time);

    /// <summary>The engine's connection; null when the run has no robot.</summary>
    public IMessageBus? Engine { get; private set; }

    /// <summary>A connection without a will, for a console or a watcher; null when nobody needs one.</summary>
    public IMessageBus? Console { get; private set; }

    /// <summary>Port of the broker; 0 when the run has no robot.</summary>
    public int BrokerPort => _broker.Port;

    /// <summary>Port for an engine's connection: the broker's, or that of the relay before it.</summary>
    public int EnginePort => _wire?.RelayPort ?? _broker.Port;

    /// <summary>The simulated robot; null when there is none in this process.</summary>
    public SimHost? Sim { get; private set; }

    /// <summary>Opens everything that the settings ask for.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="faults">What may go wrong on the wire.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Gives up waiting for the broker.</param>
    /// <exception cref="UserErrorException">A port is in use, or the broker cannot be reached.</exception>
    public static async Task<RobotLink> OpenAsync(RunSettings settings, FaultRig faults, TimeProvider time, CancellationToken cancellation)
    {
        var link = new RobotLink(settings, faults, time);
        try
        {
            await link.OpenPartsAsync(cancellation).ConfigureAwait(false);
            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Sim?.Dispose();
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var keys in _keys.Values)
        {
            keys.Dispose();
        }
    }

    private async Task OpenPartsAsync(CancellationToken cancellation)
    {
        if (_settings is { Broker: null, Sim: null })
        {
            return;
        }

        await FindBrokerAsync().ConfigureAwait(false);
        _ = _wire?.Slow(await JoinAsync("onlooker", cancellation).ConfigureAwait(false));
        Engine = _settings.WithEngine ? await JoinEngineAsync(cancellation).ConfigureAwait(false) : null;
        Console = _settings.WithEngine && _settings.ConsolePort is null ? null : await JoinAsync(_settings.WithEngine ? "console" : "viewer", cancellation).ConfigureAwait(false);
        if (_settings.Sim is { } options)
        {
            Sim = new SimHost(options, _settings.Seed, await JoinArmsAsync(options, cancellation).ConfigureAwait(false), _settings.ControlPace.Validate(), _time, _settings.NoGo);
            Sim.Start();
        }
    }

    // Each arm is a robot of its own on the wire; the first has the name that was asked for.
    private async Task<SimBuses> JoinArmsAsync(SimOptions options, CancellationToken cancellation)
    {
        var buses = new List<IMessageBus>();
        foreach (var arm in SimTasks.Create(options.Task).Rig.Arms)
        {
            buses.Add(await JoinAsync("robot", buses.Count == 0 ? _settings.Arm : arm.Name, cancellation).ConfigureAwait(false));
        }

        return new(buses, await JoinAsync("robot", Topics.EndoscopeArm, cancellation).ConfigureAwait(false));
    }

    private async Task FindBrokerAsync()
    {
        if (_settings.Broker is { } given)
        {
            _broker = given;
            return;
        }

        var options = new BrokerOptions(_settings.BrokerPort, Keys: Keys(BusKeys.ServerName), Log: System.Console.Error.WriteLine);
        var broker = await EmbeddedBroker.StartAsync(options, _time).ConfigureAwait(false);
        _broker = _broker with { Port = broker.Port, Tls = _settings.Tls is not null };
        if (_settings.Faults.Count == 0)
        {
            _parts.Push(broker);
        }
        else
        {
            _wire = new(_faults.Board, broker.Port, broker, () => EmbeddedBroker.StartAsync(options with { Port = broker.Port }, _time));
            _parts.Push(_wire);
        }
    }

    // One certificate for each role that this process plays, read once.
    private BusKeys? Keys(string name)
    {
        if (_settings.Tls is not { } folder)
        {
            return null;
        }

        return _keys.TryGetValue(name, out var keys) ? keys : _keys[name] = BusKeys.Load(folder, name);
    }

    // With faults on demand the engine's connection passes a relay.
    private async Task<MqttBus> JoinEngineAsync(CancellationToken cancellation)
    {
        if (_wire is null)
        {
            return await JoinAsync("engine", cancellation).ConfigureAwait(false);
        }

        return await JoinAsync("engine", _settings.Arm, _wire.RelayPort, _faults.EngineTime, cancellation).ConfigureAwait(false);
    }

    private Task<MqttBus> JoinAsync(string component, CancellationToken cancellation) => JoinAsync(component, _settings.Arm, cancellation);

    private Task<MqttBus> JoinAsync(string component, string arm, CancellationToken cancellation) => JoinAsync(component, arm, _broker.Port, _time, cancellation);

    private async Task<MqttBus> JoinAsync(string component, string arm, int port, TimeProvider clock, CancellationToken cancellation)
    {
        var keys = Keys(BusRoles.Name(BusRoles.OfComponent(component)));
        var bus = MqttBus.Start(new MqttBusOptions(_broker.Host, port, _settings.Robot, arm, component) { Keys = keys }, clock);
        _parts.Push(bus);
        try
        {
            await bus.WaitConnectedAsync(cancellation).WaitAsync(ConnectWithin, _time, cancellation).ConfigureAwait(false);
            return bus;
        }
        catch (TimeoutException error)
        {
            throw new UserErrorException($"no MQTT 5 broker answers at {_broker} ({bus.LastFailure}). Start one (./run.sh sim, or mosquitto), or correct --broker.", error);
        }
    }
}
