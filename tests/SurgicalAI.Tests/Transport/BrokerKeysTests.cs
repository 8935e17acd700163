using System.Security.Cryptography.X509Certificates;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Transport.Mqtt.Broker;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Transport;

/// <summary>Keys on the disk, addresses, and that neither lets a secret or a stranger through.</summary>
public sealed class BrokerKeysTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"surgicalai-keys-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void Write_Folder_KeysAreTheirOwnersAloneAndTheRootsIsNowhere()
    {
        Write();
        var secrets = Directory.GetFiles(_folder).Where(file => File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal)).Select(Path.GetFileName).Order();
        Assert.Equal(["engine.key", "operator.key", "robot.key", "server.key", "viewer.key"], secrets);
        Assert.All(Directory.GetFiles(_folder, "*.key"), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file)));
        using var keys = BusKeys.Load(_folder, "robot");
        Assert.Equal("robot", keys.Own.GetNameInfo(X509NameType.SimpleName, false));
        Assert.InRange((keys.Own.NotAfter - DateTime.Now).TotalDays, 29, 31);
    }

    [Fact]
    public void Write_KeysAreThere_RefusedUnlessForced()
    {
        Write();
        var before = File.ReadAllText(Path.Combine(_folder, "ca.pem"));
        var error = Assert.Throws<UserErrorException>(() => Write());
        Assert.Contains("--force", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_folder, "ca.pem")));
        Write(replace: true);
        Assert.NotEqual(before, File.ReadAllText(Path.Combine(_folder, "ca.pem")));
    }

    [Fact]
    public void Write_FolderOfAnotherKind_NeverReplaced()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "thesis.txt"), "years of work");
        Assert.Throws<UserErrorException>(() => Write(replace: true));
        Assert.Equal(["thesis.txt"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Load_DamagedOrForeignKey_OneLineWithoutAnyOfIt()
    {
        Write();
        var key = Path.Combine(_folder, "engine.key");
        var secret = File.ReadAllLines(key)[1];
        foreach (var damaged in new[] { secret, "", File.ReadAllText(key).Replace(secret[..8], "!!!!!!!!", StringComparison.Ordinal), File.ReadAllText(Path.Combine(_folder, "robot.key")) })
        {
            File.WriteAllText(key, damaged);
            var error = Assert.Throws<UserErrorException>(() => BusKeys.Load(_folder, "engine"));
            Assert.DoesNotContain('\n', error.Message);
            Assert.Null(error.InnerException);
            Assert.DoesNotContain(secret[8..40], error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_OfEverythingThatHoldsAKey_ShowsNone()
    {
        Write();
        var secret = File.ReadAllLines(Path.Combine(_folder, "engine.key"))[1];
        using var keys = BusKeys.Load(_folder, "engine");
        using var authority = new CertificateAuthority(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var pair = authority.Client("x", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        Assert.DoesNotContain(secret, $"{keys} {new BrokerOptions(1, Keys: keys)} {new MqttBusOptions { Keys = keys }}", StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", $"{pair} {authority}", StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFolder_SaysHowToMakeIt() =>
        Assert.Contains("broker init", Assert.Throws<UserErrorException>(() => BusKeys.Load(_folder, "robot")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("or7", "or7", 1883, false)]
    [InlineData("127.0.0.1:1884", "127.0.0.1", 1884, false)]
    [InlineData("mqtt://localhost", "localhost", 1883, false)]
    [InlineData("mqtts://or7.example", "or7.example", 8883, true)]
    [InlineData("mqtts://or7.example:9", "or7.example", 9, true)]
    [InlineData("mqtts://[::1]:9", "::1", 9, true)]
    public void Address_AsTyped_Read(string text, string host, int port, bool tls) =>
        Assert.Equal(new BrokerAddress(host, port, tls), BrokerAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(":1883")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:port")]
    [InlineData("http://host")]
    [InlineData("mqtts://")]
    [InlineData("[::1]x")]
    public void Address_Wrong_OneLine(string text) =>
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => BrokerAddress.Parse(text)).Message);

    [Fact]
    public void Address_WithPassword_IsNotRepeated() =>
        Assert.DoesNotContain("s3cret", Assert.Throws<UserErrorException>(() => BrokerAddress.Parse("mqtts://me:s3cret@or7:1")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("or7.example")]
    [InlineData("localhost.example")]
    public void Bus_AnotherMachineWithoutTls_Refused(string host) =>
        Assert.Contains("--tls", Assert.Throws<UserErrorException>(() => MqttBus.Start(new(host), TimeProvider.System)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Broker_OpenAddressWithoutTls_Refused()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => EmbeddedBroker.StartAsync(new BrokerOptions(0, System.Net.IPAddress.Any), TimeProvider.System));
        Assert.Contains("--tls", error.Message, StringComparison.Ordinal);
    }

    private static UnixFileMode ModeOf(string file) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);

    private void Write(bool replace = false) => new BrokerFolder(_folder, ["or7.example"], 8883, 30).Write(replace, TimeProvider.System);
}
