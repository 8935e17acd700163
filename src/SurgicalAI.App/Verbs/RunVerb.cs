using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Verbs;

/// <summary><c>run</c>: the engine on any source.</summary>
internal static class RunVerb
{
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
        Description = "MQTT 5 broker of the robot, HOST:PORT on this machine or mqtts://HOST:PORT with --tls; without it a sim: source brings its own and a video has no robot.",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string?> Mode = new("--mode")
    {
        Description = "observe, suggest, share, or autonomous (simulated arms only). Default: suggest with a robot, observe without.",
    };

    private static readonly Option<string> Robot = new("--robot") { Description = "Robot's name on the wire.", DefaultValueFactory = _ => "sim" };
    private static readonly Option<string> Arm = new("--arm") { Description = "Arm's name on the wire.", DefaultValueFactory = _ => "psm1" };
    private static readonly Option<bool> Pace = new("--pace") { Description = "Play a file at its own rate, as if it were live." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("run", "The engine on any source. Example: run --source clip.mp4 --mode observe --headless --json clip.json")
        {
            Source, Stereo, Broker, Mode, Robot, Arm, Pace,
        };
        command.WithEngineOptions().SetAction((parsed, cancellation) => new EngineRun(Settings(parsed), TimeProvider.System).ExecuteAsync(cancellation));
        return command;
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var broker = EngineVerbOptions.BrokerOf(parsed, Broker);
        var settings = EngineVerbOptions.Settings(parsed, parsed.GetRequiredValue(Source));
        return settings with
        {
            Layout = LayoutOf(parsed.GetRequiredValue(Stereo)),
            Pace = parsed.GetValue(Pace),
            Broker = broker,
            Robot = parsed.GetRequiredValue(Robot),
            Arm = parsed.GetRequiredValue(Arm),
            Mode = ModeFor(parsed.GetValue(Mode), hasRobot: settings.Sim is not null || broker is not null),
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
