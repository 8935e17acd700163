using System.Text.Json;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>Who commands the arm.</summary>
internal sealed class LeaseCodec : JsonCodec<LeaseMessage>
{
    public override Header HeaderOf(in LeaseMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in LeaseMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("holder"u8, message.Holder);
        w.Stamp("until"u8, message.UntilNs);
        w.WriteString("reason"u8, message.Reason);
        w.WriteEndObject();
    }

    public override LeaseMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, holder, until, reason, seen) = (default(Header), "", 0L, "", 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("holder"u8))
            {
                (holder, seen) = (r.Text(), seen | 2);
            }
            else if (r.Is("until"u8))
            {
                (until, seen) = (r.Stamp(), seen | 4);
            }
            else if (r.Is("reason"u8))
            {
                reason = r.Text();
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, holder, until, reason);
    }
}

/// <summary>What is asked of the lease.</summary>
internal sealed class LeaseCommandCodec : JsonCodec<LeaseCommandMessage>
{
    private static readonly string[] s_actions = ["request", "hand_over", "release"];

    public override Header HeaderOf(in LeaseCommandMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in LeaseCommandMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("action"u8, s_actions[(int)message.Action]);
        w.WriteString("to"u8, message.To);
        w.WriteEndObject();
    }

    public override LeaseCommandMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, action, to, seen) = (default(Header), default(LeaseAction), "", 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("action"u8))
            {
                (action, seen) = ((LeaseAction)r.Word(s_actions), seen | 2);
            }
            else if (r.Is("to"u8))
            {
                to = r.Text();
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 3);
        return new(header, action, to);
    }
}
