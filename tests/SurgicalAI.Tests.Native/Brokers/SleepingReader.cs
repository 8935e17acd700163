using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Tests.Native.Brokers;

/// <summary>A client that subscribes and then reads nothing more, as a hung program does.</summary>
internal sealed class SleepingReader : IDisposable
{
    private readonly TcpClient _socket = new();
    private SslStream? _stream;

    private SleepingReader()
    {
    }

    public static async Task<SleepingReader> SubscribeAsync(int port, BusKeys keys, string filter)
    {
        var reader = new SleepingReader();
        reader._socket.ReceiveBufferSize = 4096;
        await reader._socket.ConnectAsync("127.0.0.1", port);
        reader._stream = new SslStream(reader._socket.GetStream());
        await reader._stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            ClientCertificates = [keys.Own],
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { keys.Root }, RevocationMode = X509RevocationMode.NoCheck },
        });
        await reader.SendAsync(new MqttConnectPacket { ClientId = $"{keys.Name}-sleeper", CleanSession = true, KeepAlivePeriod = 600 });
        await reader._stream.ReadExactlyAsync(new byte[2]);
        await reader.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [new MqttTopicFilter { Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce }] });
        return reader;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _socket.Dispose();
    }

    private async Task SendAsync(MqttPacket packet)
    {
        var format = new MqttPacketFormatterAdapter(MqttProtocolVersion.V500, new MqttBufferWriter(1024, 65536));
        await _stream!.WriteAsync(format.Encode(packet).Join());
    }
}
