using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SurgicalAI.Transport.Security;

/// <summary>
/// Makes the certificates of one broker and its clients: ECDSA on P-256 under a root of their own. The root's key lives only as
/// long as this object and is never written, so that nobody can make another certificate later.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    /// <summary>Makes the root.</summary>
    /// <param name="from">First moment of validity.</param>
    /// <param name="until">Last moment of validity; what it signs must end no later.</param>
    public CertificateAuthority(DateTimeOffset from, DateTimeOffset until)
    {
        var request = new CertificateRequest("CN=SurgicalAI broker root", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(from, until);
    }

    /// <summary>The root's certificate, PEM.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>Makes a server's certificate.</summary>
    /// <param name="hosts">Names and addresses under which it is reached.</param>
    /// <param name="from">First moment of validity.</param>
    /// <param name="until">Last moment of validity.</param>
    public PemPair Server(IEnumerable<string> hosts, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return Issue("broker", ServerUse, names.Build(), from, until);
    }

    /// <summary>Makes a client's certificate.</summary>
    /// <param name="name">Common name: the role's.</param>
    /// <param name="from">First moment of validity.</param>
    /// <param name="until">Last moment of validity.</param>
    public PemPair Client(string name, DateTimeOffset from, DateTimeOffset until) => Issue(name, ClientUse, null, from, until);

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    private PemPair Issue(string name, string use, X509Extension? more, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        if (more is not null)
        {
            request.CertificateExtensions.Add(more);
        }

        using var certificate = request.Create(_root, from, until, RandomNumberGenerator.GetBytes(16));
        return new(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>A certificate and its private key as PEM texts. Not a record: its text must never show the key.</summary>
/// <param name="certificate">Certificate.</param>
/// <param name="key">Private key, PKCS 8.</param>
public sealed class PemPair(string certificate, string key)
{
    /// <summary>Certificate, PEM.</summary>
    public string Certificate { get; } = certificate;

    /// <summary>Private key, PEM. A secret.</summary>
    public string Key { get; } = key;
}
