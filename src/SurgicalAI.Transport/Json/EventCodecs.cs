using System.Text.Json;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>Sign of life.</summary>
internal sealed class HeartbeatCodec : JsonCodec<HeartbeatMessage>
{
    public override Header HeaderOf(in HeartbeatMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in HeartbeatMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("component"u8, message.Component);
        w.Stamp("monotonic"u8, message.MonotonicNs);
        w.WriteEndObject();
    }

    public override HeartbeatMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, component, monotonic, seen) = (default(Header), "", 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("component"u8))
            {
                (component, seen) = (r.Text(), seen | 2);
            }
            else if (r.Is("monotonic"u8))
            {
                (monotonic, seen) = (r.Stamp(), seen | 4);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, component, monotonic);
    }
}

/// <summary>Transitions and refusals.</summary>
internal sealed class EventCodec : JsonCodec<EventMessage>
{
    private static readonly string[] s_kinds = ["transition", "refusal", "watchdog", "gate"];

    public override Header HeaderOf(in EventMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in EventMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("kind"u8, s_kinds[(int)message.Kind]);
        w.WriteString("what"u8, message.What);
        w.WriteString("from"u8, message.From);
        w.WriteString("to"u8, message.To);
        w.WriteString("reason"u8, message.Reason);
        w.WriteString("who"u8, message.Who);
        w.WriteNumber("count"u8, message.Count);
        w.WriteEndObject();
    }

    public override EventMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, kind, what, from, to, reason, who, count, seen) = (default(Header), default(EventKind), "", "", "", "", "", 1L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("kind"u8))
            {
                (kind, seen) = ((EventKind)r.Word(s_kinds), seen | 2);
            }
            else if (r.Is("what"u8))
            {
                (what, seen) = (r.Text(), seen | 4);
            }
            else if (r.Is("from"u8))
            {
                from = r.Text();
            }
            else if (r.Is("to"u8))
            {
                to = r.Text();
            }
            else if (r.Is("reason"u8))
            {
                reason = r.Text();
            }
            else if (r.Is("who"u8))
            {
                who = r.Text();
            }
            else if (r.Is("count"u8))
            {
                count = r.GetInt64();
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, kind, what, from, to, reason, who, count);
    }
}
