using System.CommandLine;
using System.Runtime.ExceptionServices;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Faults;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim</c>: the simulated robot and its cameras alone, speaking CRTK over MQTT.</summary>
internal static class LiveMode
{
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Settings(parsed);
        FaultScope.RequireRobotAlone(settings.Faults);
        using var faults = new FaultRig(settings, TimeProvider.System);
        var link = await RobotLink.OpenAsync(settings, faults, TimeProvider.System, cancellation).ConfigureAwait(false);
        await using var closeLink = link.ConfigureAwait(false);
        using var lines = new EngineLines(link.Console!);
        var onlookers = await LiveOnlookers.OpenAsync(parsed, settings.Sim!, link.Sim!, faults, cancellation).ConfigureAwait(false);
        await using var closeOnlookers = onlookers.ConfigureAwait(false);
        var arms = string.Join(", ", link.Sim!.World.Arms.Select(arm => $"sim/{arm.Name}").Append($"sim/{Topics.EndoscopeArm}"));
        Console.Error.WriteLine($"robot {arms}, broker port {link.BrokerPort}, {onlookers}");
        faults.Start();
        Exception? Failure() => onlookers.Failure ?? link.Sim.Loop.Failure;
        await Waiting.UntilAsync(() => Failure() is not null, parsed.GetRequiredValue(SimArguments.Seconds), cancellation).ConfigureAwait(false);
        if (Failure() is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        await onlookers.CommitAsync().ConfigureAwait(false);
        return 0;
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var options = SimArguments.Options(parsed);
        return new RunSettings
        {
            Source = $"sim:{options.Task}",
            Sim = options,
            Broker = EngineVerbOptions.BrokerOf(parsed, SimArguments.Broker),
            Tls = parsed.GetValue(EngineVerbOptions.Tls),
            BrokerPort = parsed.GetRequiredValue(EngineVerbOptions.BrokerPort),
            Seed = parsed.GetRequiredValue(SimArguments.Seed),
            WithEngine = false,
            NoGo = parsed.GetValue(SimArguments.NoGo) is { } file ? NoGoVolumes.Read(file.FullName) : null,
            Faults = [.. parsed.GetRequiredValue(SimArguments.Fault).Select(FaultSpec.Parse)],
        };
    }
}
