using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench</c>: latency of the whole loop, from exposure to moving arm, over the broker.</summary>
internal static class BenchVerb
{
    private const double DefaultSeconds = 60;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Measures the closed loop for a minute: simulator, network, policy, broker, gate. Example: bench --json bench.json")
        {
            BenchSimVerb.Create(), BenchVisionVerb.Create(), BenchCadeVerb.Create(), BenchFaultsVerb.Create(), BenchMqttVerb.Create(), BenchFuzzBrokerVerb.Create(), BenchArbiterVerb.Create(), BenchLoopVerb.Create(),
            BenchGateVerb.Create(), BenchSoakVerb.Create(),
        };
        command.WithEngineOptions().SetAction((parsed, cancellation) => new EngineRun(Settings(parsed), TimeProvider.System).ExecuteAsync(cancellation));
        return command;
    }

    // Nobody looks on, and no other program's broker is in the way.
    private static RunSettings Settings(ParseResult parsed)
    {
        var settings = EngineVerbOptions.Settings(parsed, "sim:needle-reach");
        return settings with
        {
            Mode = ControlMode.Autonomous,
            ConsolePort = null,
            BrokerPort = 0,
            Seconds = settings.Seconds > 0 ? settings.Seconds : DefaultSeconds,
        };
    }
}
