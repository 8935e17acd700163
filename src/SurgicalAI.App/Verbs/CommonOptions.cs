using System.CommandLine;
using SurgicalAI.App.Faults;

namespace SurgicalAI.App.Verbs;

/// <summary>Options that several verbs share, so that a name means the same everywhere.</summary>
internal static class CommonOptions
{
    public static Option<ulong> Seed(ulong value = 7) => new("--seed")
    {
        Description = "Seed of everything random; the same seed gives the same result.",
        DefaultValueFactory = _ => value,
    };

    public static Option<FileInfo?> Json() => Output("--json", "Write the report to this file (see docs/reports.md).");

    /// <summary>A file that will be written at the end; that it cannot be is said at the beginning.</summary>
    public static Option<FileInfo?> Output(string name, string description)
    {
        var option = new Option<FileInfo?>(name) { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { } file && OutputPath.Refusal(file) is { } refusal)
            {
                result.AddError($"{name} {file}: {refusal}");
            }
        });
        return option;
    }

    public static Option<FileInfo?> NoGo() => new("--no-go")
    {
        Description = "Volumes that no instrument may enter, a JSON file in camera, base or world frame (see docs/gate.md).",
        HelpName = "FILE",
    };

    public static Option<string> Device() => new("--device")
    {
        Description = "auto, cpu, cuda or tensorrt; decided once at the start, never silently changed.",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<bool> RecordOutOfBody() => new("--record-out-of-body")
    {
        Description = "Also write frames that show the room instead of the inside of a body.",
    };

    /// <summary>What is to go wrong, and when; may be given several times.</summary>
    public static Option<string[]> Fault() => new("--fault")
    {
        Description = $"Let something go wrong: NAME[@SECONDS][+SECONDS], by itself at 5 s for 2 s; may be repeated. NAME: {string.Join(", ", FaultSpec.Names)}.",
        HelpName = "SPEC",
        DefaultValueFactory = _ => [],
    };

    public static Option<double> Seconds(double value, string description) => Seconds("--seconds", value, description);

    public static Option<double> Seconds(string name, double value, string description) => NotNegative(name, value, description);

    /// <summary>A number that must not be negative.</summary>
    public static Option<double> NotNegative(string name, double value, string description)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() >= 0))
            {
                result.AddError($"{name} must not be negative.");
            }
        });
        return option;
    }

    public static Option<double> Pixels(string name, double value, string description) => NotNegative(name, value, description);

    public static Option<string> Task() => new("--task")
    {
        Description = "Task of the simulator.",
        DefaultValueFactory = _ => "needle-reach",
    };

    public static Option<string> Size() => new("--size")
    {
        Description = "Simulated picture per eye, WIDTHxHEIGHT in pixels.",
        DefaultValueFactory = _ => "640x360",
    };

    public static Option<int> Port(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError($"{name} must be from 0 (any free port) to 65535.");
            }
        });
        return option;
    }

    public static Option<int> Count(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} must be at least 1.");
            }
        });
        return option;
    }
}
