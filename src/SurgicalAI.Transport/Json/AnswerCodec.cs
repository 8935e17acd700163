using System.Text.Json;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>The robot's answer to a request.</summary>
internal sealed class AnswerCodec : JsonCodec<AnswerMessage>
{
    public override Header HeaderOf(in AnswerMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in AnswerMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("request"u8, message.Request);
        w.WriteString("request_session"u8, message.RequestSession);
        w.WriteNumber("request_seq"u8, message.RequestSequence);
        w.WriteBoolean("accepted"u8, message.Accepted);
        w.WriteString("reason"u8, message.Reason);
        w.WriteEndObject();
    }

    public override AnswerMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, request, session, sequence, accepted, reason, seen) = (default(Header), "", "", 0, false, "", 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("request"u8))
            {
                (request, seen) = (r.Text(), seen | 2);
            }
            else if (r.Is("request_session"u8))
            {
                (session, seen) = (r.Text(), seen | 4);
            }
            else if (r.Is("request_seq"u8))
            {
                (sequence, seen) = (r.GetInt32(), seen | 8);
            }
            else if (r.Is("accepted"u8))
            {
                (accepted, seen) = (r.GetBoolean(), seen | 16);
            }
            else if (r.Is("reason"u8))
            {
                (reason, seen) = (r.Text(), seen | 32);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 63);
        return new(header, request, session, sequence, accepted, reason);
    }
}
