using System.CommandLine;
using SurgicalAI.App.Engine;

namespace SurgicalAI.App.Verbs;

/// <summary><c>demo</c>: the closed loop in the simulator, with embedded broker and console, in one process.</summary>
internal static class DemoVerb
{
    private static readonly Option<string> Task = CommonOptions.Task();

    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "observe, suggest, share, or autonomous (simulated arms only).",
        DefaultValueFactory = _ => "autonomous",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "The closed loop in the simulator. Example: demo --headless --seconds 30 --seed 7 --json demo.json")
        {
            Task, Mode,
        };
        command.WithEngineOptions().SetAction((parsed, cancellation) => new EngineRun(Settings(parsed), TimeProvider.System).ExecuteAsync(cancellation));
        return command;
    }

    private static RunSettings Settings(ParseResult parsed) =>
        EngineVerbOptions.Settings(parsed, $"sim:{parsed.GetRequiredValue(Task)}") with
        {
            Mode = EngineVerbOptions.ModeOf(parsed.GetRequiredValue(Mode)),
        };
}
