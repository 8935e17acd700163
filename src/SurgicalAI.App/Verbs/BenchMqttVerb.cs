using System.CommandLine;
using SurgicalAI.App.Benchmarks.Wire;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench mqtt</c>: what the brokers cost beside a bare socket.</summary>
internal static class BenchMqttVerb
{
    private static readonly Option<int> Rounds = CommonOptions.Count("--rounds", 5, "Blocks of each way, taken in turn.");
    private static readonly Option<double> BlockSeconds = CommonOptions.Seconds("--block-seconds", 4, "Length of a block.");
    private static readonly Option<double> RateHz = CommonOptions.NotNegative("--rate-hz", 500, "Messages a second of the paced blocks.");
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("mqtt", "Round trips of a servo message over each broker, plain and with TLS, beside a bare socket. Example: bench mqtt --json mqtt.json")
        {
            Rounds, BlockSeconds, RateHz, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var bench = new WireBench(parsed.GetRequiredValue(Rounds), Math.Max(0.05, parsed.GetRequiredValue(BlockSeconds)), Math.Max(1, parsed.GetRequiredValue(RateHz)));
        var report = await bench.RunAsync(cancellation).ConfigureAwait(false);
        Print("paced", report, wire => wire.Paced);
        Print("ping-pong", report, wire => wire.PingPong);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return report.Wires.Any(wire => wire.Paced.RoundTripMs.Count == 0) ? CommandLine.Failed : 0;
    }

    private static void Print(string manner, BenchMqttReport report, Func<WireFigures, TripFigures> of)
    {
        Console.WriteLine($"{manner + ", " + report.MessageBytes + " bytes",-24} {"p50 ms",8} {"p99 ms",8} {"p99.9 ms",9} {"max ms",8} {"p50 over tcp",13} {"per s",8} {"lost",5}");
        foreach (var wire in report.Wires)
        {
            var (f, t) = (of(wire), of(wire).RoundTripMs);
            Console.WriteLine($"{wire.Name,-24} {t.P50,8:F3} {t.P99,8:F3} {t.P999,9:F3} {t.Max,8:F1} {f.P50OverTcpMs,13:F3} {f.PerSecond,8:F0} {f.Lost,5}");
        }
    }
}
