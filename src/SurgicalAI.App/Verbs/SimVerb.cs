using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Verbs.SimModes;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Verbs;

/// <summary><c>sim</c>: the simulator, as a robot that speaks CRTK, and as a place for experts, learners and onlookers.</summary>
internal static class SimVerb
{
    private const string Examples = """
        The simulator: a robot with cameras that speaks CRTK over MQTT, unless another way is chosen.
        Examples:
          sim --list
          sim --task needle-reach --video-port 8090
          sim --task peg-transfer --viewer
          sim --task peg-transfer --expert --episodes 200 --seed 1 --json expert.json
          sim --task needle-pick --fast --driver random --episodes 1000 --workers 2 --json fast.json
          sim --soak --episodes 10000 --seed 1 --json soak.json
        """;

    private static readonly (Option Choice, Func<ParseResult, CancellationToken, Task<int>> RunAsync)[] Modes =
    [
        (SimArguments.List, ListMode.RunAsync),
        (SimArguments.Expert, ExpertMode.RunAsync),
        (SimArguments.Fast, FastMode.RunAsync),
        (SimArguments.Soak, SoakMode.RunAsync),
        (SimArguments.RealTime, EnduranceMode.RunAsync),
        (SimArguments.Viewer, ViewerMode.RunAsync),
        (SimArguments.View, ViewMode.RunAsync),
        (SimArguments.Replay, ReplayMode.RunAsync),
        (SimArguments.ContactSheet, ContactSheetMode.RunAsync),
    ];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("sim", Examples);
        foreach (var (choice, _) in Modes)
        {
            command.Add(choice);
        }

        Option[] options =
        [
            SimArguments.Task, SimArguments.Seed, SimArguments.Episodes, SimArguments.Workers, SimArguments.Driver, SimArguments.Json,
            SimArguments.Seconds, SimArguments.EpisodeSeconds, SimArguments.Size, SimArguments.Look, SimArguments.Realism, SimArguments.Tool, SimArguments.Record, SimArguments.NoRender,
            SimArguments.Broker, EngineVerbOptions.BrokerPort, EngineVerbOptions.Tls, SimArguments.VideoPort, SimArguments.Watch, SimArguments.Port, SimArguments.NoGo, SimArguments.Fault,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var chosen = Modes.Where(mode => parsed.GetResult(mode.Choice) is { Implicit: false }).ToArray();
        return chosen.Length switch
        {
            0 => LiveMode.RunAsync(parsed, cancellation),
            1 => chosen[0].RunAsync(parsed, cancellation),
            _ => throw new UserErrorException($"{chosen[0].Choice.Name} and {chosen[1].Choice.Name} exclude each other."),
        };
    }
}
