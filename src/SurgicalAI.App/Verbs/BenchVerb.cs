using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench</c>: latency of the whole loop, from exposure to moving arm, over the broker.</summary>
internal static class BenchVerb
{
    private static readonly Option<double> Seconds = CommonOptions.Seconds(60, "Length of the measurement; 0 until Ctrl-C.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Measures the closed loop: simulator, network, policy, broker, gate. Example: bench --seconds 60 --json bench.json")
        {
            Seconds, Seed, Device, Size, Json,
        };
        command.SetAction((parsed, cancellation) => new EngineRun(Settings(parsed), TimeProvider.System).ExecuteAsync(cancellation));
        return command;
    }

    private static RunSettings Settings(ParseResult parsed) => new()
    {
        Source = "sim:needle-reach",
        Sim = SimSetup.Options("needle-reach", parsed.GetRequiredValue(Size), "mild"),
        BrokerPort = 0,
        Mode = ControlMode.Autonomous,
        Device = parsed.GetRequiredValue(Device),
        Seconds = parsed.GetRequiredValue(Seconds),
        Seed = parsed.GetRequiredValue(Seed),
        Json = parsed.GetValue(Json),
    };
}
