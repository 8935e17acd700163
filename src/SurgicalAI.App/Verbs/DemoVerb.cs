using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Simulation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>demo</c>: the closed loop in the simulator, with embedded broker and console, in one process.</summary>
internal static class DemoVerb
{
    private static readonly Option<bool> Headless = EngineVerbOptions.Headless();
    private static readonly Option<double> Seconds = CommonOptions.Seconds(0, "Length of the run; 0 until Ctrl-C.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<string> Mode = EngineVerbOptions.Mode("autonomous");
    private static readonly Option<string> Task = CommonOptions.Task();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();
    private static readonly Option<int> ConsolePort = EngineVerbOptions.ConsolePort();
    private static readonly Option<int> BrokerPort = EngineVerbOptions.BrokerPort();
    private static readonly Option<FileInfo?> SaveOverlay = EngineVerbOptions.SaveOverlay();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "The closed loop in the simulator. Example: demo --headless --seconds 30 --seed 7 --json demo.json")
        {
            Headless, Seconds, Seed, Json, Mode, Task, Device, Size, Look, ConsolePort, BrokerPort, SaveOverlay,
        };
        command.SetAction((parsed, cancellation) => new EngineRun(Settings(parsed), TimeProvider.System).ExecuteAsync(cancellation));
        return command;
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var task = parsed.GetRequiredValue(Task);
        return new RunSettings
        {
            Source = $"sim:{task}",
            Sim = SimSetup.Options(task, parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look)),
            BrokerPort = parsed.GetRequiredValue(BrokerPort),
            Mode = EngineVerbOptions.ModeOf(parsed.GetRequiredValue(Mode)),
            Device = parsed.GetRequiredValue(Device),
            ConsolePort = parsed.GetValue(Headless) ? null : parsed.GetRequiredValue(ConsolePort),
            Seconds = parsed.GetRequiredValue(Seconds),
            Seed = parsed.GetRequiredValue(Seed),
            Json = parsed.GetValue(Json),
            SaveOverlay = parsed.GetValue(SaveOverlay),
        };
    }
}
