using SurgicalAI.Tests.Native.App;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>A folder as <c>broker init</c> writes it, and certificates that look right and are not.</summary>
internal sealed class KeyFolder : IDisposable
{
    private readonly List<BusKeys> _loaded = [];
    private readonly CertificateAuthority _authority;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public KeyFolder()
    {
        _authority = new(_now.AddDays(-30), _now.AddDays(30));
        new BrokerFolder(Path, [], Port, 20).Write(replace: false, _authority, _now);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"surgicalai-keys-{Guid.NewGuid():N}");

    public int Port { get; } = FreePort.Find();

    public BusKeys Of(BusRole role) => Load(Path, BusRoles.Name(role));

    /// <summary>An operator's certificate of our root that ended yesterday.</summary>
    public BusKeys Expired() => Forge(_authority, _now.AddDays(-2), _now.AddDays(-1));

    /// <summary>An operator's certificate, valid today, of another root.</summary>
    public BusKeys OfAnotherRoot()
    {
        using var other = new CertificateAuthority(_now.AddDays(-30), _now.AddDays(30));
        return Forge(other, _now.AddDays(-1), _now.AddDays(1));
    }

    public void Dispose()
    {
        _loaded.ForEach(keys => keys.Dispose());
        _authority.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private BusKeys Load(string folder, string name)
    {
        var keys = BusKeys.Load(folder, name);
        _loaded.Add(keys);
        return keys;
    }

    // With our root beside it: the client trusts the broker, and the broker must not trust the client.
    private BusKeys Forge(CertificateAuthority authority, DateTimeOffset from, DateTimeOffset until)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, $"false-{Guid.NewGuid():N}")).FullName;
        var name = System.IO.Path.Combine(folder, BusRoles.Name(BusRole.Operator));
        var pair = authority.Client(BusRoles.Name(BusRole.Operator), from, until);
        File.Copy(System.IO.Path.Combine(Path, BusKeys.RootFile), System.IO.Path.Combine(folder, BusKeys.RootFile));
        File.WriteAllText(name + ".pem", pair.Certificate);
        File.WriteAllText(name + ".key", pair.Key);
        return Load(folder, BusRoles.Name(BusRole.Operator));
    }
}
