using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Security;

/// <summary>What a broker with rights needs, written once: root, certificates, keys, Mosquitto's access list and configuration.</summary>
/// <param name="Folder">Where it is written.</param>
/// <param name="Hosts">Names and addresses of the broker beside those of this machine's loopback.</param>
/// <param name="Port">TCP port of Mosquitto's listener.</param>
/// <param name="Days">Validity of the certificates, days.</param>
public sealed record BrokerFolder(string Folder, IReadOnlyList<string> Hosts, int Port, int Days)
{
    /// <summary>File name of Mosquitto's configuration.</summary>
    public const string ConfigurationFile = "mosquitto.conf";

    /// <summary>File name of Mosquitto's access list.</summary>
    public const string AccessFile = "acl";

    // Clocks of the machines may differ by a little.
    internal static readonly TimeSpan Earlier = TimeSpan.FromMinutes(5);

    /// <summary>Writes the folder, whole or not at all.</summary>
    /// <param name="replace">Replaces a folder that this has written before; nothing else is ever removed.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="UserErrorException">There is something at the place, or it cannot be written.</exception>
    public void Write(bool replace, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        using var authority = new CertificateAuthority(now - Earlier, now + TimeSpan.FromDays(Days));
        Write(replace, authority, now);
    }

    /// <summary>The same under a root that the caller keeps.</summary>
    internal void Write(bool replace, CertificateAuthority authority, DateTimeOffset now)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder));
        var old = replace && IsOurs(target) ? target + ".old" : null;
        if (old is null && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new UserErrorException(IsOurs(target)
                ? $"{target} has keys already, and new ones lock out every client with the old ones: say --force to replace them."
                : $"{target} is not empty and no folder of keys: give another place with --out.");
        }

        using var staged = new StagedFolder(target + ".made");
        WriteFiles(staged.Path, target, authority, now);
        staged.Publish();
        if (old is not null)
        {
            Directory.Move(target, old);
        }
        else if (Directory.Exists(target))
        {
            Directory.Delete(target);
        }

        Directory.Move(target + ".made", target);
        if (old is not null)
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static bool IsOurs(string folder) =>
        File.Exists(Path.Combine(folder, BusKeys.RootFile)) && File.Exists(Path.Combine(folder, ConfigurationFile));

    private void WriteFiles(string folder, string target, CertificateAuthority authority, DateTimeOffset now)
    {
        var (from, until) = (now - Earlier, now + TimeSpan.FromDays(Days));
        File.WriteAllText(Path.Combine(folder, BusKeys.RootFile), authority.RootPem);
        Write(folder, BusKeys.ServerName, authority.Server(["localhost", "127.0.0.1", "::1", .. Hosts], from, until));
        foreach (var name in BusRoles.All.Select(BusRoles.Name))
        {
            Write(folder, name, authority.Client(name, from, until));
        }

        WriteSecret(Path.Combine(folder, AccessFile), Mosquitto.AccessList());
        File.WriteAllText(Path.Combine(folder, ConfigurationFile), Mosquitto.Configuration(target, Port, Hosts.Count == 0, Environment.UserName));
    }

    private static void Write(string folder, string name, PemPair pair)
    {
        File.WriteAllText(Path.Combine(folder, name + ".pem"), pair.Certificate);
        WriteSecret(Path.Combine(folder, name + ".key"), pair.Key);
    }

    // Closed to others from its first byte on.
    private static void WriteSecret(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
