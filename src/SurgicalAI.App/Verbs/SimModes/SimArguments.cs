using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Simulation;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Robots;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary>Options of <c>sim</c>. Those of the first group choose what it does; without one it is the live robot.</summary>
internal static class SimArguments
{
    public static readonly Option<bool> List = new("--list") { Description = "List the tasks." };
    public static readonly Option<bool> Expert = new("--expert") { Description = "Let the task's scripted expert play --episodes episodes on simulated time, without pictures." };
    public static readonly Option<bool> Fast = new("--fast") { Description = "As --expert, with the driver of --driver; also looks for numbers that are not finite and things that fly off or fall through." };
    public static readonly Option<bool> Soak = new("--soak") { Description = "Random motions over all tasks; every failing seed is listed." };
    public static readonly Option<bool> Viewer = new("--viewer") { Description = "Show the task in the browser: look around, pause, slow down, step." };
    public static readonly Option<bool> RealTime = new("--real-time") { Description = "Let the expert play at real time for --seconds; watch memory, clock and numbers." };

    public static readonly Option<FileInfo?> View = new("--view")
    {
        Description = "Show a recording (made with --record) in the browser.",
        HelpName = "FILE",
    };

    public static readonly Option<DirectoryInfo?> Replay = new("--replay")
    {
        Description = "Play SurRoL's recorded actions (*_plain.npz in this folder) on our arm and compare.",
        HelpName = "FOLDER",
    };

    public static readonly Option<DirectoryInfo?> ContactSheet = new("--contact-sheet")
    {
        Description = "Draw every task, both eyes and labels, as pictures in this folder.",
        HelpName = "FOLDER",
    };

    public static readonly Option<string> Task = CommonOptions.Task();
    public static readonly Option<ulong> Seed = CommonOptions.Seed();
    public static readonly Option<int> Episodes = CommonOptions.Count("--episodes", 200, "Episodes; episode k has the seed --seed + k.");
    public static readonly Option<int> Workers = CommonOptions.Count("--workers", Environment.ProcessorCount, "Episodes played at the same time; the figures but for speed do not depend on it.");
    public static readonly Option<FileInfo?> Json = CommonOptions.Json();
    public static readonly Option<string> Size = CommonOptions.Size();
    public static readonly Option<string> Look = SimSetup.Look();
    public static readonly Option<string[]> Fault = CommonOptions.Fault();
    public static readonly Option<FileInfo?> NoGo = CommonOptions.NoGo();
    public static readonly Option<bool> Realism = new("--realism") { Description = "Let the arms err as real ones do: joint offsets, backlash, noise, delay, dropped frames. Off unless given." };
    public static readonly Option<string?> Tool = new("--tool")
    {
        Description = $"Tool on the first arm instead of the task's: {string.Join(", ", PsmModel.ToolNames)}, or a tool's .json file.",
        HelpName = "TOOL",
    };

    public static readonly Option<double> Seconds = CommonOptions.Seconds(0, "Length of a live or --real-time run; 0 until Ctrl-C.");
    public static readonly Option<double> EpisodeSeconds = CommonOptions.Seconds("--episode-seconds", 2, "Longest simulated time of an episode of --soak.");
    public static readonly Option<bool> Watch = new("--watch") { Description = "Also show the live robot in the browser, at --port." };
    public static readonly Option<int> Port = CommonOptions.Port("--port", 8070, "Port of the viewer's page on this machine.");
    public static readonly Option<int> VideoPort = CommonOptions.Port("--video-port", 8090, "Port of the video stream on this machine.");
    public static readonly Option<bool> NoRender = new("--no-render") { Description = "No pictures: robot and physics alone, on a machine without EGL." };

    public static readonly Option<string> Driver = new("--driver")
    {
        Description = $"Who drives with --fast and --viewer: {string.Join(", ", TaskDrivers.Names)}.",
        DefaultValueFactory = _ => TaskDrivers.Expert,
    };

    public static readonly Option<FileInfo?> Record = CommonOptions.Output("--record", "Keep the live run, or with --expert and --fast the first episode, as a recording for --view.");

    public static readonly Option<string?> Broker = new("--broker")
    {
        Description = "MQTT 5 broker to use instead of an embedded one: HOST:PORT on this machine, or mqtts://HOST:PORT with --tls.",
        HelpName = "HOST:PORT",
    };

    /// <summary>The simulator's options that the command line asks for; says so where the arms err on purpose.</summary>
    public static SimOptions Options(ParseResult parsed) => Options(parsed, parsed.GetRequiredValue(Task));

    /// <summary>The same for a task that was not named.</summary>
    public static SimOptions Options(ParseResult parsed, string task)
    {
        var options = SimSetup.Options(task, parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look)) with { Tool = parsed.GetValue(Tool) };
        if (!parsed.GetValue(Realism))
        {
            return options;
        }

        Console.Error.WriteLine(RealismOptions.Published.Describe());
        return options with { Realism = RealismOptions.Published };
    }

    /// <summary>The episodes that the command line asks for.</summary>
    public static EpisodeRange Range(ParseResult parsed) =>
        new(parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(Episodes), parsed.GetRequiredValue(Workers));
}
