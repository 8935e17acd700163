using System.Text.Json;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>The engine's advice.</summary>
internal sealed class SuggestionCodec : JsonCodec<SuggestionMessage>
{
    private const int MaxWaypoints = 32;

    [ThreadStatic]
    private static Waypoint[]? s_scratch;

    public override Header HeaderOf(in SuggestionMessage message) => message.Header;

    public override long ExpiresNs(in SuggestionMessage message) => message.ExpiresNs;

    public override void Write(Utf8JsonWriter w, in SuggestionMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header, inEcm: true);
        w.WriteString("arm"u8, message.Arm);
        w.WriteString("model"u8, message.Model);
        w.Stamp("expires"u8, message.ExpiresNs);
        w.WriteNumber("confidence"u8, message.Confidence);
        w.WriteStartArray("waypoints"u8);
        for (var i = 0; i < message.Waypoints.Count; i++)
        {
            var waypoint = message.Waypoints[i];
            w.WriteStartObject();
            w.Stamp("at"u8, waypoint.AtNs);
            w.Pose(waypoint.T_ecm_tool);
            w.WriteNumber("jaw"u8, waypoint.JawRad);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    public override SuggestionMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, arm, model, expires, confidence, seen) = (default(Header), "", "", 0L, 0.0, 0);
        Waypoint[] waypoints = [];
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("arm"u8))
            {
                (arm, seen) = (r.Text(), seen | 2);
            }
            else if (r.Is("model"u8))
            {
                (model, seen) = (r.Text(), seen | 4);
            }
            else if (r.Is("expires"u8))
            {
                (expires, seen) = (r.Stamp(), seen | 8);
            }
            else if (r.Is("confidence"u8))
            {
                (confidence, seen) = (r.Number(), seen | 16);
            }
            else if (r.Is("waypoints"u8))
            {
                (waypoints, seen) = (ReadWaypoints(ref r), seen | 32);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 63);
        return confidence is < 0 or > 1
            ? throw WireException.Malformed("Confidence outside 0 to 1.")
            : new(header, arm, model, expires, confidence, waypoints);
    }

    private static Waypoint[] ReadWaypoints(ref Utf8JsonReader r)
    {
        var scratch = s_scratch ??= new Waypoint[MaxWaypoints];
        var count = 0;
        while (r.Read() && r.TokenType != JsonTokenType.EndArray)
        {
            if (count == MaxWaypoints)
            {
                throw WireException.Malformed("More than 32 waypoints.");
            }

            scratch[count++] = ReadWaypoint(ref r);
            if (count > 1 && scratch[count - 1].AtNs <= scratch[count - 2].AtNs)
            {
                throw WireException.Malformed("Waypoints are not in order of time.");
            }
        }

        return count == 0 ? throw WireException.Malformed("No waypoint.") : scratch[..count];
    }

    private static Waypoint ReadWaypoint(ref Utf8JsonReader r)
    {
        r.Begin();
        var (at, pose, jaw, seen) = (0L, default(Pose<EcmFrame, ToolFrame>), 0.0, 0);
        while (r.NextProperty())
        {
            if (r.Is("at"u8))
            {
                (at, seen) = (r.Stamp(), seen | 1);
            }
            else if (r.Is("pose"u8))
            {
                (pose, seen) = (r.Pose(), seen | 2);
            }
            else if (r.Is("jaw"u8))
            {
                (jaw, seen) = (r.Number(), seen | 4);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(at, pose, jaw);
    }
}

/// <summary>The operator's decision.</summary>
internal sealed class DecisionCodec : JsonCodec<DecisionMessage>
{
    private static readonly string[] s_kinds = ["hold", "release", "reject"];

    public override Header HeaderOf(in DecisionMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in DecisionMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteNumber("suggestion"u8, message.Suggestion);
        w.WriteString("kind"u8, s_kinds[(int)message.Kind]);
        w.WriteString("reason"u8, message.Reason);
        w.WriteEndObject();
    }

    public override DecisionMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, suggestion, kind, reason, seen) = (default(Header), 0, default(DecisionKind), "", 0);
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
            else if (r.Is("kind"u8))
            {
                (kind, seen) = ((DecisionKind)r.Word(s_kinds), seen | 4);
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
        return new(header, suggestion, kind, reason);
    }
}

/// <summary>Mode in force or wished for.</summary>
internal sealed class ModeCodec : JsonCodec<ModeMessage>
{
    private static readonly string[] s_modes = ["observe", "suggest", "share", "autonomous"];

    public override Header HeaderOf(in ModeMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in ModeMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("mode"u8, s_modes[(int)message.Mode]);
        w.WriteString("reason"u8, message.Reason);
        w.WriteEndObject();
    }

    public override ModeMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, mode, reason, seen) = (default(Header), default(ControlMode), "", 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("mode"u8))
            {
                (mode, seen) = ((ControlMode)r.Word(s_modes), seen | 2);
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

        JsonRead.Require(seen, 3);
        return new(header, mode, reason);
    }
}
