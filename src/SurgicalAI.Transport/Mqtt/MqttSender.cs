using System.Buffers;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;
using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Rules;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>Takes encoded messages from any thread and writes them to the network from one; the oldest goes when too many wait.</summary>
internal sealed class MqttSender
{
    private readonly IMqttClient _client;
    private readonly DropCounts _dropped;
    private readonly Channel<(string Topic, Delivery Delivery, ArraySegment<byte> Payload)> _queue;

    public MqttSender(IMqttClient client, DropCounts dropped, int length)
    {
        (_client, _dropped) = (client, dropped);
        _queue = Channel.CreateBounded<(string, Delivery, ArraySegment<byte> Payload)>(
            new BoundedChannelOptions(length) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            item => Drop(item.Payload, DropReason.QueueFull));
    }

    /// <summary>Hands over a rented payload; never waits.</summary>
    public void Post(string topic, Delivery delivery, ArraySegment<byte> rented)
    {
        if (!_queue.Writer.TryWrite((topic, delivery, rented)))
        {
            Drop(rented, DropReason.NoBroker);
        }
    }

    /// <summary>No more messages; <see cref="RunAsync"/> ends when those waiting are sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync()
    {
        await foreach (var (topic, delivery, payload) in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            var sending = SendAsync(topic, delivery, payload);

            // A QoS 1 send ends with the broker's acknowledgement, which motion must not wait for; order is kept all the same.
            if (delivery != Delivery.Event)
            {
                await sending.ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(string topic, Delivery delivery, ArraySegment<byte> payload)
    {
        try
        {
            var result = await _client.PublishAsync(Message(topic, delivery, payload), CancellationToken.None).ConfigureAwait(false);
            Drop(payload, result.IsSuccess ? DropReason.None : DropReason.NoBroker);
        }
#pragma warning disable CA1031 // MQTTnet throws many kinds when the connection breaks; all mean that the message did not go out.
        catch (Exception)
#pragma warning restore CA1031
        {
            Drop(payload, DropReason.NoBroker);
        }
    }

    private static MqttApplicationMessage Message(string topic, Delivery delivery, ArraySegment<byte> payload) => new()
    {
        Topic = topic,
        Payload = new ReadOnlySequence<byte>(payload),
        Retain = delivery == Delivery.State,
        QualityOfServiceLevel = delivery == Delivery.Event ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        MessageExpiryInterval = delivery == Delivery.Motion ? 1u : 0u,
    };

    private void Drop(ArraySegment<byte> rented, DropReason reason)
    {
        ArrayPool<byte>.Shared.Return(rented.Array ?? []);
        if (reason != DropReason.None)
        {
            _dropped.Add(reason);
        }
    }
}
