using System.CommandLine;
using System.Net;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Mqtt.Broker;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.App.Verbs;

/// <summary><c>broker</c>: the embedded broker alone; <c>broker init</c>: keys and rights for it and for Mosquitto.</summary>
internal static class BrokerVerb
{
    private const string DefaultFolder = "broker";

    private static readonly Option<int> Port = CommonOptions.Port("--port", 0, "TCP port; 0 takes 8883 with --tls and 1883 without.");

    private static readonly Option<string> Address = new("--bind")
    {
        Description = "Address to listen on; any but this machine's own needs --tls. 0.0.0.0 is every IPv4 address.",
        DefaultValueFactory = _ => "127.0.0.1",
        HelpName = "ADDRESS",
    };

    private static readonly Option<string?> Tls = new("--tls") { Description = "Folder that broker init wrote: TLS, client certificates, rights by role.", HelpName = "FOLDER" };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder to write.",
        DefaultValueFactory = _ => DefaultFolder,
        HelpName = "FOLDER",
    };

    private static readonly Option<string[]> Hosts = new("--host")
    {
        Description = "Name or address under which clients on other machines reach the broker; may be given again. Without it Mosquitto listens on this machine only.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> InitPort = CommonOptions.Port("--port", BrokerAddress.TlsPort, "TCP port of Mosquitto.");
    private static readonly Option<int> Days = CommonOptions.Count("--days", 365, "Validity of the certificates, days.");
    private static readonly Option<bool> Force = new("--force") { Description = "Replace keys that are there: every client with the old ones is locked out." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var init = new Command("init", "Writes root, certificates and keys of the broker and of each role, Mosquitto's access list and configuration. Example: broker init --out keys --host or7.example")
        {
            Out, Hosts, InitPort, Days, Force,
        };
        init.SetAction(Init);
        var command = new Command("broker", "Runs the embedded MQTT 5 broker alone until Ctrl-C. Example: broker --tls keys --bind 0.0.0.0") { init, Port, Address, Tls };
        command.SetAction(RunAsync);
        return command;
    }

    private static int Init(ParseResult parsed)
    {
        var hosts = parsed.GetRequiredValue(Hosts);
        if (Array.Find(hosts, host => Uri.CheckHostName(host) == UriHostNameType.Unknown) is { } wrong)
        {
            throw new UserErrorException($"--host '{wrong}' is no name or address of a machine.");
        }

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetRequiredValue(Out)));
        var port = parsed.GetRequiredValue(InitPort);
        new BrokerFolder(folder, hosts, port == 0 ? BrokerAddress.TlsPort : port, parsed.GetRequiredValue(Days)).Write(parsed.GetRequiredValue(Force), TimeProvider.System);
        Console.WriteLine($"""
            {folder}: keys of the broker and of the roles {string.Join(", ", BusRoles.All.Select(BusRoles.Name))}
            Start the broker:  mosquitto -c {folder}/{BrokerFolder.ConfigurationFile}   or   ./run.sh broker --tls {folder}
            Another machine gets three files of its role only: ca.pem, ROLE.pem, ROLE.key
            """);
        return 0;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (!IPAddress.TryParse(parsed.GetRequiredValue(Address), out var address))
        {
            throw new UserErrorException($"--bind '{parsed.GetValue(Address)}' is not an IP address, for example 127.0.0.1 or 0.0.0.0.");
        }

        using var keys = parsed.GetValue(Tls) is { } folder ? BusKeys.Load(folder, BusKeys.ServerName) : null;
        var port = parsed.GetRequiredValue(Port) is > 0 and var given ? given : keys is null ? BrokerAddress.PlainPort : BrokerAddress.TlsPort;
        var broker = await EmbeddedBroker.StartAsync(new BrokerOptions(port, address, keys, Console.Error.WriteLine), TimeProvider.System).ConfigureAwait(false);
        await using var closing = broker.ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"broker on {new BrokerAddress(address.ToString(), broker.Port, keys is not null)}; Ctrl-C ends it").ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        return 0;
    }
}
