using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.App.Benchmarks.Wire;

/// <summary>
/// The way that motion takes: encoded, queued, sent, through the broker, received, decoded, judged by every rule; there as a
/// <c>servo_jp</c> of one arm, back as that of another. Four connections, as each arm has its own.
/// </summary>
internal sealed class BusRoundTrip : IRoundTrip
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(20);

    private readonly MqttBus[] _buses;
    private readonly SemaphoreSlim _returned = new(0);
    private readonly IAsyncDisposable _broker;
    private int _sequence;
    private int _awaited;

    private BusRoundTrip(string name, IAsyncDisposable broker, MqttBus[] buses)
    {
        (Name, _broker, _buses) = (name, broker, buses);
        buses[1].Subscribe(Topics.ServoJp, m => buses[2].Publish(Topics.ServoJp, m with { Header = m.Header with { Session = buses[2].Session } }));
        buses[3].Subscribe(Topics.ServoJp, Back);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Connects to a broker and takes it over.</summary>
    /// <param name="name">Name in tables and reports.</param>
    /// <param name="broker">Broker; disposed with this.</param>
    /// <param name="port">Its port on this machine.</param>
    /// <param name="keys">The operator's keys; null for no TLS.</param>
    public static async Task<BusRoundTrip> OpenAsync(string name, IAsyncDisposable broker, int port, BusKeys? keys)
    {
        var buses = new[] { "there", "there", "back", "back" }
            .Select(arm => MqttBus.Start(new("127.0.0.1", port, "bench", arm, "console") { Keys = keys }, TimeProvider.System)).ToArray();
        var trip = new BusRoundTrip(name, broker, buses);
        foreach (var bus in buses)
        {
            await bus.WaitConnectedAsync(CancellationToken.None).WaitAsync(ConnectWithin).ConfigureAwait(false);
        }

        return trip;
    }

    /// <summary>A message of the usual size.</summary>
    public static ServoJpMessage Message(int sequence, string session)
    {
        var now = TimeProvider.System.NowNs();
        return new(new(now, sequence, session), JointVector.From([0.123456789, -0.23456789, 0.1234567, 1.2345678, -0.345678, 0.4567891]), now + Si.SNs);
    }

    /// <inheritdoc/>
    public bool Go()
    {
        Volatile.Write(ref _awaited, ++_sequence);
        _buses[0].Publish(Topics.ServoJp, Message(_sequence, _buses[0].Session));
        return _returned.Wait(TimeSpan.FromSeconds(1));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var bus in _buses)
        {
            await bus.DisposeAsync().ConfigureAwait(false);
        }

        await _broker.DisposeAsync().ConfigureAwait(false);
        _returned.Dispose();
    }

    // One that comes after its second was counted as lost, and must not be taken for the next.
    private void Back(ServoJpMessage message)
    {
        if (message.Header.Sequence == Volatile.Read(ref _awaited))
        {
            _returned.Release();
        }
    }
}
