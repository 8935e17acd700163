using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>
/// A client's connection as the broker sees it: read through a buffer (MQTTnet reads a packet's first bytes one by one), packets
/// checked for their length, and read slower when the client sends more than its share.
/// </summary>
internal sealed class GuardedChannel(IMqttChannel inner, BrokerOptions options, ClientLog log, TimeProvider time) : IMqttChannel
{
    private const int BufferBytes = 8 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly PacketWatch _watch = new(options.MaxPacketBytes);
    private readonly RateLimit _packets = new(options.MaxPacketsPerSecond, time);
    private readonly RateLimit _bytes = new(options.MaxBytesPerSecond, time);
    private int _at;
    private int _end;

    /// <inheritdoc/>
    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    /// <inheritdoc/>
    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    /// <inheritdoc/>
    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    /// <inheritdoc/>
    public bool IsSecureConnection => inner.IsSecureConnection;

    /// <summary>What the log calls this client: its address until it has given its identity.</summary>
    public string Name { get; set; } = $"at {inner.RemoteEndPoint}";

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    /// <inheritdoc/>
    public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _at < _end ? Task.FromResult(Copy(buffer, offset, count)) : FillAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private int Copy(byte[] buffer, int offset, int count)
    {
        var copied = Math.Min(count, _end - _at);
        _buffer.AsSpan(_at, copied).CopyTo(buffer.AsSpan(offset));
        _at += copied;
        return copied;
    }

    private async Task<int> FillAsync(byte[] buffer, int offset, int count, CancellationToken cancellation)
    {
        var read = await inner.ReadAsync(_buffer, 0, BufferBytes, cancellation).ConfigureAwait(false);
        (_at, _end) = (0, read);
        if (read == 0)
        {
            return 0;
        }

        var wait = Check(read);
        if (wait > TimeSpan.Zero)
        {
            log.Say(Name, "sends too much and is read slower");
            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
        }

        return Copy(buffer, offset, count);
    }

    private TimeSpan Check(int read)
    {
        try
        {
            var packets = _packets.Take(_watch.Take(_buffer.AsSpan(0, read)));
            var bytes = _bytes.Take(read);
            return packets > bytes ? packets : bytes;
        }
        catch (MqttProtocolViolationException e)
        {
            log.Say(Name, e.Message);
            throw;
        }
    }
}
