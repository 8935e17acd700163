using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core;
using SurgicalAI.Pipeline.Latency;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Mqtt.Broker;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.App.Benchmarks.Wire;

/// <summary>
/// Round trips of a servo-sized message over each broker beside a bare socket: paced as a control loop sends, and one after the
/// other. In turn, block after block, so that a machine that grows slow for a while is slow for all.
/// </summary>
/// <param name="rounds">Blocks of each.</param>
/// <param name="blockSeconds">Length of a block, seconds.</param>
/// <param name="rateHz">Messages a second of the paced blocks.</param>
internal sealed class WireBench(int rounds, double blockSeconds, double rateHz)
{
    private const int Unlimited = 1_000_000_000;
    private const double WarmUpSeconds = 1;

    /// <summary>Measures.</summary>
    public async Task<BenchMqttReport> RunAsync(CancellationToken cancellation)
    {
        var bytes = MessageBytes();
        var folder = Directory.CreateTempSubdirectory("surgicalai-bench-").FullName;
        var trips = new List<IRoundTrip>();
        try
        {
            await OpenAsync(trips, bytes, folder).ConfigureAwait(false);
            return Measure(trips, bytes, cancellation);
        }
        finally
        {
            foreach (var trip in trips)
            {
                await trip.DisposeAsync().ConfigureAwait(false);
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static int MessageBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(BusRoundTrip.Message(123_456, "0123456789ab"), buffer);
        return buffer.WrittenCount;
    }

    private static async Task OpenAsync(List<IRoundTrip> trips, int bytes, string folder)
    {
        var keyFolder = Path.Combine(folder, "keys");
        var tlsPort = FreePort();
        new BrokerFolder(keyFolder, [], tlsPort, 1).Write(replace: false, TimeProvider.System);
        var client = BusKeys.Load(keyFolder, BusRoles.Name(BusRole.Operator));
        trips.Add(new TcpRoundTrip(bytes));
        trips.Add(await EmbeddedAsync("embedded", null, null).ConfigureAwait(false));
        trips.Add(await EmbeddedAsync("embedded-tls", BusKeys.Load(keyFolder, BusKeys.ServerName), client).ConfigureAwait(false));
        if (MosquittoProcess.Program is null)
        {
            Console.Error.WriteLine("mosquitto is not installed: left out");
            return;
        }

        var plainPort = FreePort();
        var plain = Path.Combine(folder, "plain.conf");
        await File.WriteAllTextAsync(plain, MosquittoProcess.PlainConfiguration(plainPort)).ConfigureAwait(false);
        trips.Add(await MosquittoAsync("mosquitto", plain, plainPort, null).ConfigureAwait(false));
        trips.Add(await MosquittoAsync("mosquitto-tls", Path.Combine(keyFolder, BrokerFolder.ConfigurationFile), tlsPort, client).ConfigureAwait(false));
    }

    // As fast as it goes: the limit on a client's rate is not what is measured.
    private static async Task<IRoundTrip> EmbeddedAsync(string name, BusKeys? server, BusKeys? client)
    {
        var options = new BrokerOptions(0, Keys: server) { MaxPacketsPerSecond = Unlimited, MaxBytesPerSecond = Unlimited };
        var broker = await EmbeddedBroker.StartAsync(options, TimeProvider.System).ConfigureAwait(false);
        return await BusRoundTrip.OpenAsync(name, broker, broker.Port, client).ConfigureAwait(false);
    }

    private static async Task<IRoundTrip> MosquittoAsync(string name, string configuration, int port, BusKeys? client) =>
        await BusRoundTrip.OpenAsync(name, await MosquittoProcess.StartAsync(configuration, port).ConfigureAwait(false), port, client).ConfigureAwait(false);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private BenchMqttReport Measure(List<IRoundTrip> trips, int bytes, CancellationToken cancellation)
    {
        var progress = new Progress("bench mqtt", rounds * trips.Count);
        var paced = trips.ConvertAll(trip => new TripTimes(trip));
        var fast = trips.ConvertAll(trip => new TripTimes(trip));
        trips.ForEach(trip => new TripTimes(trip).Block(WarmUpSeconds, 0, cancellation));
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < trips.Count; i++)
            {
                paced[i].Block(blockSeconds, rateHz, cancellation);
                fast[i].Block(blockSeconds, 0, cancellation);
                progress.Step(trips[i].Name);
            }
        }

        return new(
            bytes, rateHz, rounds, blockSeconds,
            [.. trips.Select((trip, i) => new WireFigures(trip.Name, paced[i].Figures(paced[0]), fast[i].Figures(fast[0])))],
            0, BuildInfo.Commit, MachineInfo.Describe());
    }

    /// <summary>Times of one way in one manner, over all blocks.</summary>
    private sealed class TripTimes(IRoundTrip trip)
    {
        private readonly LatencyHistogram _times = new(trip.Name);
        private double _seconds;
        private long _lost;

        /// <summary>One block.</summary>
        /// <param name="seconds">Length.</param>
        /// <param name="rateHz">Messages a second; 0 sends the next when the last is back.</param>
        /// <param name="cancellation">Ends it.</param>
        public void Block(double seconds, double rateHz, CancellationToken cancellation)
        {
            var start = Stopwatch.GetTimestamp();
            for (var k = 1; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                var sent = Stopwatch.GetTimestamp();
                if (trip.Go())
                {
                    _times.RecordNs((long)(Stopwatch.GetElapsedTime(sent).TotalMilliseconds * Si.MsNs));
                }
                else
                {
                    _lost++;
                }

                // A late one makes the next late too; none is sent twice to catch up.
                var left = rateHz > 0 ? (k / rateHz) - Stopwatch.GetElapsedTime(start).TotalSeconds : 0;
                if (left > 0)
                {
                    Thread.Sleep(TimeSpan.FromSeconds(left));
                }
            }

            _seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        public TripFigures Figures(TripTimes floor)
        {
            var (own, bare) = (_times.Summary(), floor._times.Summary());
            return new(own, own.P50 - bare.P50, own.P99 - bare.P99, own.Count / Math.Max(_seconds, 1e-9), _lost);
        }
    }
}
