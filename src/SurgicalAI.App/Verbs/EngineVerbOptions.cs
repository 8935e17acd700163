using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Faults;
using SurgicalAI.App.Simulation;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.App.Verbs;

/// <summary>Options of every verb that runs the engine, and the settings that follow from them.</summary>
internal static class EngineVerbOptions
{
    private static readonly Option<bool> Headless = new("--headless") { Description = "No console." };
    private static readonly Option<double> Seconds = CommonOptions.Seconds(0, "Length of the run; 0 until the source ends or Ctrl-C.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();
    private static readonly Option<int> ConsolePort = CommonOptions.Port("--console-port", 8080, "Port of the console on this machine.");

    private static readonly Option<FileInfo?> SaveOverlay = new("--save-overlay")
    {
        Description = "Write the left eye with outlines and ghost to this .mp4.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Tips = new("--tips")
    {
        Description = "Follow the tips of the tools: topic 'tips' where there is a robot; with --save-overlay drawn, and kept in FILE.tips.jsonl.",
    };

    private static readonly Option<FileInfo?> NoGo = CommonOptions.NoGo();
    private static readonly Option<string[]> Fault = CommonOptions.Fault();
    private static readonly Option<int> ControlRate = CommonOptions.Count("--control-rate", ControlPace.Default.RateHz, "Ticks a second of the simulated arm's control loop: 500 or 1000.");
    private static readonly Option<bool> RealTime = new("--realtime") { Description = "Ask for SCHED_FIFO for the control loop; says so where it is not permitted." };
    private static readonly Option<bool> RecordOutOfBody = CommonOptions.RecordOutOfBody();

    /// <summary>Port of the embedded broker; also an option of the robot alone.</summary>
    public static Option<int> BrokerPort { get; } =
        CommonOptions.Port("--broker-port", 1883, "Port of the embedded MQTT broker on this machine; 0 takes a free one.");

    /// <summary>Folder of certificates; also an option of the robot alone.</summary>
    public static Option<string?> Tls { get; } = new("--tls")
    {
        Description = "Encrypt, and prove this program's roles with the certificates in this folder (./run.sh broker init); the embedded broker too.",
        HelpName = "FOLDER",
    };

    /// <summary>Adds the options to a verb.</summary>
    public static Command WithEngineOptions(this Command command)
    {
        Option[] options = [Headless, Seconds, Seed, Json, Device, Size, Look, ConsolePort, BrokerPort, Tls, SaveOverlay, Tips, RecordOutOfBody, NoGo, Fault, ControlRate, RealTime];
        foreach (var option in options)
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>Settings of a run on a source; the verb adds what is its own.</summary>
    /// <param name="parsed">Command line.</param>
    /// <param name="source">Source as typed; <c>sim:TASK</c> brings the simulator along.</param>
    public static RunSettings Settings(ParseResult parsed, string source) => new()
    {
        Source = source,
        Sim = SimSetup.OfSource(source, parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look)),
        BrokerPort = parsed.GetRequiredValue(BrokerPort),
        Tls = parsed.GetValue(Tls),
        Device = parsed.GetRequiredValue(Device),
        ConsolePort = parsed.GetValue(Headless) ? null : parsed.GetRequiredValue(ConsolePort),
        Seconds = parsed.GetRequiredValue(Seconds),
        Seed = parsed.GetRequiredValue(Seed),
        Json = parsed.GetValue(Json),
        ControlPace = new ControlPace(parsed.GetRequiredValue(ControlRate), parsed.GetValue(RealTime)).Validate(),
        SaveOverlay = parsed.GetValue(SaveOverlay),
        Tips = parsed.GetValue(Tips),
        NoGo = NoGoOf(parsed.GetValue(NoGo), source),
        RecordOutOfBody = parsed.GetValue(RecordOutOfBody),
        Faults = [.. parsed.GetRequiredValue(Fault).Select(FaultSpec.Parse)],
    };

    /// <summary>Volumes of a file; null for none.</summary>
    /// <exception cref="UserErrorException">The file holds none, or the robot is not simulated here.</exception>
    private static NoGoVolumes? NoGoOf(FileInfo? file, string source) =>
        file is null ? null
        : source.StartsWith("sim:", StringComparison.Ordinal) ? NoGoVolumes.Read(file.FullName)
        : throw new UserErrorException($"--no-go {file} needs the simulator (--source sim:TASK): a real arm's gate stands beside the arm.");

    /// <summary>Mode of a name.</summary>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public static ControlMode ModeOf(string name) => name switch
    {
        "observe" => ControlMode.Observe,
        "suggest" => ControlMode.Suggest,
        "share" => ControlMode.Share,
        "autonomous" => ControlMode.Autonomous,
        _ => throw new UserErrorException($"--mode '{name}' is not one of observe, suggest, share, autonomous."),
    };

    /// <summary>Broker of <c>--broker</c>, which agrees with <c>--tls</c>; null when none was named.</summary>
    /// <exception cref="UserErrorException">No address, another machine without TLS, or only one of the two options asks for TLS.</exception>
    public static BrokerAddress? BrokerOf(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        var broker = BrokerAddress.Parse(text);
        broker.Require(broker.Tls);
        return (broker.Tls, parsed.GetValue(Tls)) switch
        {
            (true, null) => throw new UserErrorException($"--broker {broker} needs --tls FOLDER with ca.pem and the certificates of this program's roles (./run.sh broker init)."),
            (false, not null) => throw new UserErrorException($"--tls would not be used with --broker {broker}: write mqtts://{broker}."),
            _ => broker,
        };
    }
}
