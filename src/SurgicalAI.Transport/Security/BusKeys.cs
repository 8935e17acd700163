using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Security;

/// <summary>One participant's certificate with its key, and the root that it trusts. Its text names the file only.</summary>
public sealed class BusKeys : IDisposable
{
    /// <summary>File name of the root's certificate.</summary>
    public const string RootFile = "ca.pem";

    /// <summary>File name of the broker's own certificate, without its ending.</summary>
    public const string ServerName = "server";

    private BusKeys(string name, X509Certificate2 own, X509Certificate2 root) => (Name, Own, Root) = (name, own, root);

    /// <summary>File name without its ending: "server" or a role's name.</summary>
    public string Name { get; }

    /// <summary>Certificate with private key.</summary>
    internal X509Certificate2 Own { get; }

    /// <summary>The one root that is trusted.</summary>
    internal X509Certificate2 Root { get; }

    /// <summary>Reads <c>ca.pem</c>, <c>NAME.pem</c> and <c>NAME.key</c> of a folder.</summary>
    /// <param name="folder">Folder that <c>broker init</c> wrote, or a copy of these three files.</param>
    /// <param name="name">"server" or a role's name.</param>
    /// <exception cref="UserErrorException">A file is missing or no such thing.</exception>
    public static BusKeys Load(string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var root = Read(Path.Combine(folder, RootFile), X509CertificateLoader.LoadCertificateFromFile);
        var own = Read(Path.Combine(folder, name + ".pem"), file => X509Certificate2.CreateFromPemFile(file, Path.ChangeExtension(file, ".key")));
        return new(name, own, root);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Own.Dispose();
        Root.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"certificate {Name}";

    /// <summary>How the broker judges its clients: signed by the root, valid today, made for a client.</summary>
    internal SslServerAuthenticationOptions ForServer() => new()
    {
        ServerCertificate = Own,
        ClientCertificateRequired = true,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Root },
            RevocationMode = X509RevocationMode.NoCheck,
            ApplicationPolicy = { new Oid("1.3.6.1.5.5.7.3.2") },
        },
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && errors == SslPolicyErrors.None,
    };

    // The cause is told by kind only: a parser's own words may quote what it read, which may be a key.
    private static X509Certificate2 Read(string file, Func<string, X509Certificate2> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file} or its key cannot be read: make the folder with ./run.sh broker init, or copy the three files ca.pem, ROLE.pem and ROLE.key of the role to it.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UserErrorException($"{file} and its .key are no matching certificate and key in PEM: make the folder again with ./run.sh broker init --force.");
        }
    }
}
