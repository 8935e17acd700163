using System.Buffers;

namespace SurgicalAI.Transport.Memory;

/// <summary>
/// A broker without a network, for tests and for lockstep runs on simulated time. It keeps state for late joiners, refuses
/// kept motion, and carries bytes, so that whatever passes it passes the codec and the rules of the real one.
/// </summary>
/// <remarks>
/// A message is delivered on the publisher's thread before <c>Publish</c> returns; what handlers publish meanwhile is
/// delivered after it, in order. When another thread is delivering, that thread takes the message along.
/// </remarks>
public sealed class MemoryBroker
{
    private readonly Lock _lock = new();
    private readonly Queue<(string Topic, ArraySegment<byte> Payload, bool Retained, MemoryBus? Only)> _queue = new();
    private readonly Dictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
    private MemoryBus[] _buses = [];
    private bool _delivering;

    /// <summary>Messages refused because they asked to be kept on a motion or event topic.</summary>
    public long RetainedRefused { get; private set; }

    /// <summary>Puts bytes on a topic as any client could, right or wrong.</summary>
    /// <param name="topic">Full topic name.</param>
    /// <param name="payload">Bytes.</param>
    /// <param name="retain">True to ask that they be kept for late joiners.</param>
    public void Inject(string topic, ReadOnlySpan<byte> payload, bool retain = false)
    {
        var copy = ArrayPool<byte>.Shared.Rent(Math.Max(1, payload.Length));
        payload.CopyTo(copy);
        Send(topic, new(copy, 0, payload.Length), retain);
    }

    internal void Send(string topic, ArraySegment<byte> rented, bool retain)
    {
        lock (_lock)
        {
            if (retain && !TopicRule.MayBeRetained(topic))
            {
                RetainedRefused++;
                ArrayPool<byte>.Shared.Return(rented.Array ?? []);
                return;
            }

            if (retain)
            {
                _kept[topic] = rented.AsSpan().ToArray();
            }

            _queue.Enqueue((topic, rented, retain, null));
        }

        Deliver();
    }

    internal void Join(MemoryBus bus)
    {
        lock (_lock)
        {
            _buses = [.. _buses, bus];
        }
    }

    internal void Leave(MemoryBus bus)
    {
        lock (_lock)
        {
            _buses = Array.FindAll(_buses, other => !ReferenceEquals(other, bus));
        }
    }

    /// <summary>Queues what is kept on a topic for one late joiner.</summary>
    internal void Replay(MemoryBus bus, string topic)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(topic, out var kept))
            {
                var copy = ArrayPool<byte>.Shared.Rent(kept.Length);
                kept.CopyTo(copy, 0);
                _queue.Enqueue((topic, new(copy, 0, kept.Length), true, bus));
            }
        }

        Deliver();
    }

    private void Deliver()
    {
        while (TakeNext(out var next, out var buses))
        {
            foreach (var bus in buses)
            {
                if (next.Only is null || ReferenceEquals(next.Only, bus))
                {
                    bus.Receive(next.Topic, next.Payload, next.Retained);
                }
            }

            ArrayPool<byte>.Shared.Return(next.Payload.Array ?? []);
            lock (_lock)
            {
                _delivering = false;
            }
        }
    }

    private bool TakeNext(out (string Topic, ArraySegment<byte> Payload, bool Retained, MemoryBus? Only) next, out MemoryBus[] buses)
    {
        lock (_lock)
        {
            buses = _buses;
            next = default;
            return !_delivering && (_delivering = _queue.TryDequeue(out next));
        }
    }
}
