using SurgicalAI.App.Benchmarks.Wire;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Mqtt.Broker;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>A broker with TLS and rights that can be killed and started again on its port: ours, or Debian's Mosquitto.</summary>
internal abstract class RealBroker(KeyFolder keys) : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string Mosquitto = "mosquitto";

    public static TheoryData<string> Kinds => [Embedded, Mosquitto];

    public int Port { get; } = keys.Port;

    public static async Task<RealBroker> StartAsync(string kind, KeyFolder keys)
    {
        Assert.SkipUnless(kind == Embedded || MosquittoProcess.Program is not null, "mosquitto is missing: apt-get install mosquitto");
        RealBroker broker = kind == Embedded ? new EmbeddedOne(keys) : new MosquittoOne(keys);
        await broker.StartAsync();
        return broker;
    }

    public abstract Task StartAsync();

    public abstract Task KillAsync();

    /// <summary>Memory of the broker's process, bytes.</summary>
    public abstract long MemoryBytes();

    public async ValueTask DisposeAsync() => await KillAsync();

    private sealed class EmbeddedOne(KeyFolder keys) : RealBroker(keys)
    {
        private readonly BusKeys _own = BusKeys.Load(keys.Path, BusKeys.ServerName);
        private EmbeddedBroker? _broker;

        public override async Task StartAsync() =>
            _broker = await EmbeddedBroker.StartAsync(new BrokerOptions(Port, Keys: _own, Log: Console.Error.WriteLine), TimeProvider.System);

        public override async Task KillAsync()
        {
            if (_broker is { } broker)
            {
                _broker = null;
                await broker.DisposeAsync();
            }
        }

        public override long MemoryBytes() => GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class MosquittoOne(KeyFolder keys) : RealBroker(keys)
    {
        private readonly string _configuration = Path.Combine(keys.Path, BrokerFolder.ConfigurationFile);
        private MosquittoProcess? _process;

        public override async Task StartAsync() => _process = await MosquittoProcess.StartAsync(_configuration, Port);

        public override async Task KillAsync()
        {
            if (_process is { } process)
            {
                _process = null;
                await process.DisposeAsync();
            }
        }

        public override long MemoryBytes() => _process!.MemoryBytes;
    }
}
