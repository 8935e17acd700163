using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>A client that obeys none of our rules: any bytes on any topic, kept or not.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private Peer() => _client.ApplicationMessageReceivedAsync += args =>
    {
        Heard.Enqueue(args.ApplicationMessage.Topic);
        return Task.CompletedTask;
    };

    /// <summary>Topics on which something arrived, in order.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public static Task<Peer> ConnectAsync(int port, BusKeys keys, string? will = null) =>
        ConnectAsync(port, Options(port, will).WithClientId($"{keys.Name}-peer-{Guid.NewGuid():N}").WithTlsOptions(Tls(keys.Root, keys.Own)).Build());

    /// <summary>With TLS and without a certificate.</summary>
    public static Task<Peer> ConnectWithoutNameAsync(int port, X509Certificate2 root) =>
        ConnectAsync(port, Options(port, null).WithTlsOptions(Tls(root)).Build());

    /// <summary>Without TLS.</summary>
    public static Task<Peer> ConnectPlainAsync(int port) => ConnectAsync(port, Options(port, null).Build());

    public async Task SubscribeAsync(string filter) =>
        await _client.SubscribeAsync(new MqttTopicFilterBuilder().WithTopic(filter).WithRetainAsPublished().Build());

    /// <summary>Sends and waits for the broker's answer.</summary>
    /// <returns>True when the broker took it.</returns>
    public async Task<bool> SendAsync(string topic, ReadOnlyMemory<byte> payload, bool retain = false)
    {
        var answer = await _client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            Retain = retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        });
        return answer.IsSuccess;
    }

    public static byte[] Encode<T>(in T message)
        where T : notnull
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Ends without a word, so that the broker speaks the will.</summary>
    public void Vanish() => _client.Dispose();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static MqttClientOptionsBuilder Options(int port, string? will)
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithTimeout(TimeSpan.FromSeconds(10));
        return will is null ? options : options.WithWillTopic(will).WithWillPayload("{}");
    }

    private static MqttClientTlsOptions Tls(X509Certificate2 root, params X509Certificate2[] own) => new()
    {
        UseTls = true,
        TrustChain = [root],
        RevocationMode = X509RevocationMode.NoCheck,
        ClientCertificatesProvider = new DefaultMqttCertificatesProvider([.. own]),
    };

    // In TLS 1.3 the server judges the certificate after the client's last word, so that a refusal may come with the first packet.
    private static async Task<Peer> ConnectAsync(int port, MqttClientOptions options)
    {
        var peer = new Peer();
        try
        {
            var answer = await peer._client.ConnectAsync(options);
            return answer.ResultCode == MqttClientConnectResultCode.Success ? peer : throw new IOException($"{port}: {answer.ResultCode}");
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }
}
