using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Transport.Json;

namespace SurgicalAI.Transport.Rules;

/// <summary>One subscribed topic: what arrives passes the rules once, then goes to every handler in order.</summary>
internal abstract class TopicEntry
{
    /// <summary>Takes in what arrived.</summary>
    /// <param name="payload">Encoded message.</param>
    /// <param name="retained">True out of the broker's store.</param>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    /// <param name="dropped">Counts a refusal.</param>
    /// <param name="accepted">Told the header of an accepted message before its handlers are; may be null.</param>
    public abstract void Receive(ReadOnlySpan<byte> payload, bool retained, long nowNs, DropCounts dropped, Action<Header>? accepted);
}

/// <inheritdoc/>
internal sealed class TopicEntry<T>(Delivery delivery) : TopicEntry
    where T : notnull
{
    // Handlers run under the lock, so that a late subscriber's replay and live messages never mix; it is re-entrant.
    private readonly Lock _lock = new();
    private readonly SequenceRule _order = new(delivery == Delivery.State);
    private readonly JsonCodec<T> _codec = Codecs.For<T>();
    private Action<T>[] _handlers = [];
    private bool _hasLast;
    private T _last = default!;

    /// <summary>Adds a handler; for a state topic it is called at once with the newest state, if there is one.</summary>
    public void Add(Action<T> handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
            if (_hasLast)
            {
                handler(_last);
            }
        }
    }

    public void Remove(Action<T> handler)
    {
        lock (_lock)
        {
            var at = Array.IndexOf(_handlers, handler);
            _handlers = at < 0 ? _handlers : [.. _handlers[..at], .. _handlers[(at + 1)..]];
        }
    }

    public override void Receive(ReadOnlySpan<byte> payload, bool retained, long nowNs, DropCounts dropped, Action<Header>? accepted)
    {
        lock (_lock)
        {
            var reason = Accept(payload, retained, nowNs, out var message);
            if (reason != DropReason.None)
            {
                // The same state again is how births and subscriptions work; it is no loss.
                if (reason != DropReason.Duplicate || delivery != Delivery.State)
                {
                    dropped.Add(reason);
                }

                return;
            }

            if (delivery == Delivery.State)
            {
                (_last, _hasLast) = (message, true);
            }

            accepted?.Invoke(_codec.HeaderOf(message));
            foreach (var handler in _handlers)
            {
                Call(handler, message, dropped);
            }
        }
    }

    private DropReason Accept(ReadOnlySpan<byte> payload, bool retained, long nowNs, out T message)
    {
        message = default!;
        if (retained && delivery != Delivery.State)
        {
            return DropReason.Retained;
        }

        var outcome = MessageCodec.Decode<T>(payload);
        if (!outcome.TryGet(out var decoded))
        {
            return ReasonOf(outcome.Fault.Code);
        }

        message = decoded;
        var header = _codec.HeaderOf(message);
        var time = delivery == Delivery.Motion ? TimeRule.Check(header, _codec.ExpiresNs(message), nowNs) : DropReason.None;
        return time != DropReason.None ? time : _order.Check(header);
    }

    private static DropReason ReasonOf(FaultCode code) => code switch
    {
        FaultCode.NotFinite => DropReason.NotFinite,
        FaultCode.WrongTarget => DropReason.WrongTarget,
        _ => DropReason.Malformed,
    };

    // A subscriber's mistake must not stop the transport for the others; it shows in the counts.
    private static void Call(Action<T> handler, in T message, DropCounts dropped)
    {
        try
        {
            handler(message);
        }
#pragma warning disable CA1031 // The one place where a handler's exception ends.
        catch (Exception)
#pragma warning restore CA1031
        {
            dropped.Add(DropReason.HandlerFailed);
        }
    }
}
