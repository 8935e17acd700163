using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.App.Faults;

/// <summary>Faults of the wire: a broker that dies and comes back, an engine's connection that stands half-open or is taken over, a reader that reads nothing.</summary>
internal sealed class WireFaults : IAsyncDisposable
{
    private readonly FaultBoard _board;
    private readonly TcpRelay _relay;
    private readonly Func<Task<EmbeddedBroker>>? _startBroker;
    private readonly SemaphoreSlim _turn = new(1);
    private EmbeddedBroker? _broker;

    /// <summary>Puts a relay before the broker.</summary>
    /// <param name="board">Which faults are in force.</param>
    /// <param name="brokerPort">The broker's port on this machine.</param>
    /// <param name="broker">The broker when it is this process's own; disposed here.</param>
    /// <param name="startBroker">Starts another in its place; null when the broker is not this process's.</param>
    public WireFaults(FaultBoard board, int brokerPort, EmbeddedBroker? broker, Func<Task<EmbeddedBroker>>? startBroker)
    {
        (_board, _broker, _startBroker) = (board, broker, startBroker);
        _relay = new(brokerPort);
        _board.Changed += OnChanged;
    }

    /// <summary>Port for the engine's connection.</summary>
    public int RelayPort => _relay.Port;

    /// <summary>Makes a connection a slow consumer while that fault is in force.</summary>
    public IDisposable Slow(IMessageBus onlooker) => onlooker.Subscribe(Topics.MeasuredJs, _ => _board.WaitWhile(FaultKind.SlowConsumer));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _board.Changed -= OnChanged;
        await _turn.WaitAsync().ConfigureAwait(false);
        await _relay.DisposeAsync().ConfigureAwait(false);
        if (_broker is not null)
        {
            await _broker.DisposeAsync().ConfigureAwait(false);
        }

        _turn.Dispose();
    }

    private void OnChanged(FaultKind kind, bool isOn)
    {
        switch (kind, isOn)
        {
            case (FaultKind.HalfOpen, true):
                _relay.Freeze();
                break;
            case (FaultKind.HalfOpen, false):
                _relay.Thaw();
                break;
            case (FaultKind.WillBirthRace, true):
                _relay.Orphan();
                break;
            case (FaultKind.BrokerKill, _) when _startBroker is not null:
                _ = isOn ? KillAsync() : ReviveAsync();
                break;
        }
    }

    private async Task KillAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        var broker = Interlocked.Exchange(ref _broker, null);
        if (broker is not null)
        {
            await broker.DisposeAsync().ConfigureAwait(false);
        }

        _turn.Release();
    }

    private async Task ReviveAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _broker ??= await _startBroker!().ConfigureAwait(false);
        _turn.Release();
    }
}
