using System.Buffers;
using System.Threading.Channels;
using MQTTnet;
using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Rules;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>Takes encoded messages from any thread and writes them to the network from one; the oldest goes when too many wait.</summary>
internal sealed class MqttSender
{
    private readonly IMqttClient _client;
    private readonly DropCounts _dropped;
    private readonly Channel<(Envelope Envelope, ArraySegment<byte> Payload, byte[]? Correlation)> _queue;

    public MqttSender(IMqttClient client, DropCounts dropped, int length)
    {
        (_client, _dropped) = (client, dropped);
        _queue = Channel.CreateBounded<(Envelope, ArraySegment<byte> Payload, byte[]?)>(
            new BoundedChannelOptions(length) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            item => Drop(item.Payload, DropReason.QueueFull));
    }

    /// <summary>Hands over a rented payload; never waits.</summary>
    public void Post(Envelope envelope, ArraySegment<byte> rented, byte[]? correlation)
    {
        if (!_queue.Writer.TryWrite((envelope, rented, correlation)))
        {
            Drop(rented, DropReason.NoBroker);
        }
    }

    /// <summary>No more messages; <see cref="RunAsync"/> ends when those waiting are sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync()
    {
        await foreach (var (envelope, payload, correlation) in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            var sending = SendAsync(envelope, payload, correlation);

            // A QoS 1 send ends with the broker's acknowledgement, which motion must not wait for; order is kept all the same.
            if (envelope.Delivery != Delivery.Event)
            {
                await sending.ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(Envelope envelope, ArraySegment<byte> payload, byte[]? correlation)
    {
        try
        {
            var result = await _client.PublishAsync(envelope.Around(payload, correlation), CancellationToken.None).ConfigureAwait(false);
            Drop(payload, result.IsSuccess ? DropReason.None : DropReason.NoBroker);
        }
#pragma warning disable CA1031 // MQTTnet throws many kinds when the connection breaks; all mean that the message did not go out.
        catch (Exception)
#pragma warning restore CA1031
        {
            Drop(payload, DropReason.NoBroker);
        }
    }

    private void Drop(ArraySegment<byte> rented, DropReason reason)
    {
        ArrayPool<byte>.Shared.Return(rented.Array ?? []);
        if (reason != DropReason.None)
        {
            _dropped.Add(reason);
        }
    }
}
