using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;
using SurgicalAI.Transport;
using SurgicalAI.Transport.Mqtt;

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
    private readonly TimeProvider _time;
    private string _host = "127.0.0.1";
    private int _port;

    private RobotLink(RunSettings settings, TimeProvider time) => (_settings, _time) = (settings, time);

    /// <summary>The engine's connection; null when the run has no robot.</summary>
    public IMessageBus? Engine { get; private set; }

    /// <summary>A connection without a will, for a console or a watcher; null when nobody needs one.</summary>
    public IMessageBus? Console { get; private set; }

    /// <summary>Port of the broker; 0 when the run has no robot.</summary>
    public int BrokerPort => _port;

    /// <summary>The simulated robot; null when there is none in this process.</summary>
    public SimHost? Sim { get; private set; }

    /// <summary>Opens everything that the settings ask for.</summary>
    /// <exception cref="UserErrorException">A port is in use, or the broker cannot be reached.</exception>
    public static async Task<RobotLink> OpenAsync(RunSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var link = new RobotLink(settings, time);
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
    }

    private async Task OpenPartsAsync(CancellationToken cancellation)
    {
        if (_settings is { Broker: null, Sim: null })
        {
            return;
        }

        await FindBrokerAsync().ConfigureAwait(false);
        Engine = _settings.WithEngine ? await JoinAsync("engine", cancellation).ConfigureAwait(false) : null;
        Console = _settings.WithEngine && _settings.ConsolePort is null ? null : await JoinAsync("console", cancellation).ConfigureAwait(false);
        if (_settings.Sim is { } options)
        {
            Sim = new SimHost(options, _settings.Seed, await JoinArmsAsync(options, cancellation).ConfigureAwait(false), _time);
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
        if (_settings.Broker is var (host, port))
        {
            (_host, _port) = (host, port);
            return;
        }

        var broker = await EmbeddedBroker.StartAsync(_settings.BrokerPort).ConfigureAwait(false);
        _parts.Push(broker);
        _port = broker.Port;
    }

    private Task<MqttBus> JoinAsync(string component, CancellationToken cancellation) => JoinAsync(component, _settings.Arm, cancellation);

    private async Task<MqttBus> JoinAsync(string component, string arm, CancellationToken cancellation)
    {
        var bus = MqttBus.Start(new MqttBusOptions(_host, _port, _settings.Robot, arm, component), _time);
        _parts.Push(bus);
        try
        {
            await bus.WaitConnectedAsync(cancellation).WaitAsync(ConnectWithin, _time, cancellation).ConfigureAwait(false);
            return bus;
        }
        catch (TimeoutException error)
        {
            throw new UserErrorException($"no MQTT 5 broker answers at {_host}:{_port}. Start one (./run.sh sim, or mosquitto), or correct --broker.", error);
        }
    }
}
