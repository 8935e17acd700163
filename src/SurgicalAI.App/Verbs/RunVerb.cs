using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Verbs;

/// <summary><c>run</c>: the engine on any source.</summary>
internal static class RunVerb
{
    private const string SimPrefix = "sim:";

    private static readonly Option<string> Source = new("--source")
    {
        Description = "sim:TASK, a video file, a camera device (/dev/video0) or an URL.",
        Required = true,
    };

    private static readonly Option<string> Stereo = new("--stereo")
    {
        Description = "How the eyes lie in the source's pictures: mono, or sbs (side by side).",
        DefaultValueFactory = _ => "mono",
    };

    private static readonly Option<string?> Broker = new("--broker")
    {
        Description = "MQTT 5 broker of the robot, HOST:PORT; without it a sim: source brings its own and a video has no robot.",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string?> Mode = new("--mode")
    {
        Description = "observe, suggest, share, or autonomous (simulated arms only). Default: suggest with a robot, observe without.",
    };

    private static readonly Option<string> Robot = new("--robot") { Description = "Robot's name on the wire.", DefaultValueFactory = _ => "sim" };
    private static readonly Option<string> Arm = new("--arm") { Description = "Arm's name on the wire.", DefaultValueFactory = _ => "psm1" };
    private static readonly Option<bool> Pace = new("--pace") { Description = "Play a file at its own rate, as if it were live." };
    private static readonly Option<bool> Headless = EngineVerbOptions.Headless();
    private static readonly Option<double> Seconds = CommonOptions.Seconds(0, "Length of the run; 0 until the source ends or Ctrl-C.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();
    private static readonly Option<int> ConsolePort = EngineVerbOptions.ConsolePort();
    private static readonly Option<int> BrokerPort = EngineVerbOptions.BrokerPort();
    private static readonly Option<FileInfo?> SaveOverlay = EngineVerbOptions.SaveOverlay();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("run", "The engine on any source. Example: run --source clip.mp4 --mode observe --headless --json clip.json")
        {
            Source, Stereo, Broker, Mode, Robot, Arm, Pace, Headless, Seconds, Seed, Json, Device, Size, Look, ConsolePort, BrokerPort, SaveOverlay,
        };
        command.SetAction((parsed, cancellation) => new EngineRun(Settings(parsed), TimeProvider.System).ExecuteAsync(cancellation));
        return command;
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var source = parsed.GetRequiredValue(Source);
        var sim = source.StartsWith(SimPrefix, StringComparison.Ordinal)
            ? SimSetup.Options(source[SimPrefix.Length..], parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look))
            : null;
        (string, int)? broker = parsed.GetValue(Broker) is { } text ? EngineVerbOptions.BrokerOf(text) : null;
        return new RunSettings
        {
            Source = source,
            Sim = sim,
            Layout = LayoutOf(parsed.GetRequiredValue(Stereo)),
            Pace = parsed.GetValue(Pace),
            Broker = broker,
            BrokerPort = parsed.GetRequiredValue(BrokerPort),
            Robot = parsed.GetRequiredValue(Robot),
            Arm = parsed.GetRequiredValue(Arm),
            Mode = ModeFor(parsed.GetValue(Mode), hasRobot: sim is not null || broker is not null),
            Device = parsed.GetRequiredValue(Device),
            ConsolePort = parsed.GetValue(Headless) ? null : parsed.GetRequiredValue(ConsolePort),
            Seconds = parsed.GetRequiredValue(Seconds),
            Seed = parsed.GetRequiredValue(Seed),
            Json = parsed.GetValue(Json),
            SaveOverlay = parsed.GetValue(SaveOverlay),
        };
    }

    private static ControlMode ModeFor(string? name, bool hasRobot)
    {
        var mode = name is null ? (hasRobot ? ControlMode.Suggest : ControlMode.Observe) : EngineVerbOptions.ModeOf(name);
        return hasRobot || mode == ControlMode.Observe
            ? mode
            : throw new UserErrorException($"--mode {name} needs a robot: give --broker HOST:PORT, or use --mode observe.");
    }

    private static StereoLayout LayoutOf(string name) => name switch
    {
        "mono" => StereoLayout.Mono,
        "sbs" => StereoLayout.SideBySide,
        _ => throw new UserErrorException($"--stereo '{name}' is not one of mono, sbs."),
    };
}
