using System.Text.Json;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>The simulator's task.</summary>
internal sealed class SceneCodec : JsonCodec<SceneMessage>
{
    public override Header HeaderOf(in SceneMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in SceneMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("task"u8, message.Task);
        w.WriteNumber("episode"u8, message.Episode);
        w.WriteNumber("finished"u8, message.Finished);
        w.WriteNumber("successes"u8, message.Successes);
        w.WriteNumber("seed"u8, message.Seed);
        w.WriteEndObject();
    }

    public override SceneMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, task, episode, finished, successes, seed, seen) = (default(Header), "", 0, 0, 0, 0UL, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("task"u8))
            {
                (task, seen) = (r.Text(), seen | 2);
            }
            else if (r.Is("episode"u8))
            {
                (episode, seen) = (r.GetInt32(), seen | 4);
            }
            else if (r.Is("finished"u8))
            {
                (finished, seen) = (r.GetInt32(), seen | 8);
            }
            else if (r.Is("successes"u8))
            {
                (successes, seen) = (r.GetInt32(), seen | 16);
            }
            else if (r.Is("seed"u8))
            {
                (seed, seen) = (r.GetUInt64(), seen | 32);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 63);
        return new(header, task, episode, finished, successes, seed);
    }
}

/// <summary>When advice reached the arm.</summary>
internal sealed class LatencyCodec : JsonCodec<LatencyMessage>
{
    public override Header HeaderOf(in LatencyMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in LatencyMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteNumber("suggestion"u8, message.Suggestion);
        w.Stamp("origin"u8, message.OriginNs);
        w.Stamp("received"u8, message.ReceivedNs);
        w.Stamp("applied"u8, message.AppliedNs);
        w.WriteEndObject();
    }

    public override LatencyMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, suggestion, origin, received, applied, seen) = (default(Header), 0, 0L, 0L, 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("suggestion"u8))
            {
                (suggestion, seen) = (r.GetInt32(), seen | 2);
            }
            else if (r.Is("origin"u8))
            {
                (origin, seen) = (r.Stamp(), seen | 4);
            }
            else if (r.Is("received"u8))
            {
                (received, seen) = (r.Stamp(), seen | 8);
            }
            else if (r.Is("applied"u8))
            {
                (applied, seen) = (r.Stamp(), seen | 16);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 31);
        return new(header, suggestion, origin, received, applied);
    }
}

/// <summary>Well-being of one component.</summary>
internal sealed class HealthCodec : JsonCodec<HealthMessage>
{
    public override Header HeaderOf(in HealthMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in HealthMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("component"u8, message.Component);
        w.WriteString("state"u8, message.State);
        w.WriteString("reason"u8, message.Reason);
        w.WriteStartObject("gate"u8);
        w.WriteNumber("cleared"u8, message.Gate.Cleared);
        w.WriteNumber("clamped"u8, message.Gate.Clamped);
        w.WriteNumber("refused"u8, message.Gate.Refused);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    public override HealthMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, component, state, reason, gate, seen) = (default(Header), "", "", "", default(GateCounts), 0);
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
            else if (r.Is("state"u8))
            {
                (state, seen) = (r.Text(), seen | 4);
            }
            else if (r.Is("reason"u8))
            {
                reason = r.Text();
            }
            else if (r.Is("gate"u8))
            {
                gate = ReadGate(ref r);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, component, state, reason, gate);
    }

    private static GateCounts ReadGate(ref Utf8JsonReader r)
    {
        r.Begin();
        var gate = default(GateCounts);
        while (r.NextProperty())
        {
            if (r.Is("cleared"u8))
            {
                gate = gate with { Cleared = r.GetInt64() };
            }
            else if (r.Is("clamped"u8))
            {
                gate = gate with { Clamped = r.GetInt64() };
            }
            else if (r.Is("refused"u8))
            {
                gate = gate with { Refused = r.GetInt64() };
            }
            else
            {
                r.SkipProperty();
            }
        }

        return gate;
    }
}
