using System.CommandLine;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Verbs;

/// <summary>Options of the verbs that run the engine.</summary>
internal static class EngineVerbOptions
{
    public static Option<string> Mode(string value) => new("--mode")
    {
        Description = "observe, suggest, share, or autonomous (simulated arms only).",
        DefaultValueFactory = _ => value,
    };

    public static Option<bool> Headless() => new("--headless") { Description = "No console." };

    public static Option<int> ConsolePort() => CommonOptions.Port("--console-port", 8080, "Port of the console on this machine.");

    public static Option<int> BrokerPort() => CommonOptions.Port("--broker-port", 1883, "Port of the embedded MQTT broker on this machine; 0 takes a free one.");

    public static Option<FileInfo?> SaveOverlay() => new("--save-overlay")
    {
        Description = "Write the left eye with outlines and ghost to this .mp4.",
        HelpName = "FILE",
    };

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

    /// <summary>Host and port of "HOST:PORT" or "HOST".</summary>
    /// <exception cref="UserErrorException">The port is not a number from 1 to 65535.</exception>
    public static (string Host, int Port) BrokerOf(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return (text, 1883);
        }

        return int.TryParse(text[(colon + 1)..], out var port) && port is > 0 and <= 65535 && colon > 0
            ? (text[..colon], port)
            : throw new UserErrorException($"--broker '{text}' is not HOST:PORT, for example 127.0.0.1:1883.");
    }
}
