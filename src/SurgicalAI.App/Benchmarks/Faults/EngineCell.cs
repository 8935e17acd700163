using SurgicalAI.App.Faults;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Sim;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Vision.Quality;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>An engine that can die and be started again: camera, graph and a connection of its own, around networks that stay loaded.</summary>
internal sealed class EngineCell : IAsyncDisposable
{
    private readonly SimCamera _endoscope;
    private readonly MqttBus _bus;
    private readonly ICamera _camera;
    private readonly EngineGraph _graph;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Starts it.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="seed">Seed of its camera.</param>
    /// <param name="host">The robot.</param>
    /// <param name="port">Port of the broker, or of the relay before it.</param>
    /// <param name="rig">What may go wrong.</param>
    /// <param name="networks">Segmenter and policy; not disposed here.</param>
    public EngineCell(SimOptions options, ulong seed, SimHost host, int port, FaultRig rig, (ISegmenter Segmenter, IPolicy Policy) networks)
    {
        _endoscope = new(options, seed, host.Scene, rig.EngineTime);
        _camera = rig.Camera(_endoscope);
        _bus = MqttBus.Start(new MqttBusOptions(Port: port), rig.EngineTime);
        _graph = new(
            _camera, rig.Segmenter(networks.Segmenter), rig.Policy(networks.Policy), rig.Bus(_bus),
            new EngineOptions { Mode = ControlMode.Suggest }, rig.EngineTime, new PictureJudge());
        Running = _graph.RunAsync(_stop.Token);
    }

    /// <summary>Ends with the engine.</summary>
    public Task<Core.Outcomes.Fault> Running { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _ = await Running.ConfigureAwait(false);
        _graph.Dispose();
        await _bus.DisposeAsync().ConfigureAwait(false);
        _camera.Dispose();
        _endoscope.Dispose();
        _stop.Dispose();
    }
}
