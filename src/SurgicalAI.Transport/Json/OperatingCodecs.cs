using System.Text.Json;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>crtk_msgs/OperatingState with a reason and the word whether the arm is simulated.</summary>
internal sealed class OperatingStateCodec : JsonCodec<OperatingStateMessage>
{
    private static readonly string[] s_states = ["DISABLED", "ENABLED", "PAUSED", "FAULT"];

    public override Header HeaderOf(in OperatingStateMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in OperatingStateMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("state"u8, s_states[(int)message.State]);
        w.WriteBoolean("is_homed"u8, message.IsHomed);
        w.WriteBoolean("is_busy"u8, message.IsBusy);
        w.WriteString("reason"u8, message.Reason);
        w.WriteBoolean("is_simulated"u8, message.IsSimulated);
        w.WriteEndObject();
    }

    public override OperatingStateMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, state, homed, busy, reason, simulated, seen) = (default(Header), default(CrtkState), false, false, "", false, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("state"u8))
            {
                (state, seen) = ((CrtkState)r.Word(s_states), seen | 2);
            }
            else if (r.Is("is_homed"u8))
            {
                (homed, seen) = (r.GetBoolean(), seen | 4);
            }
            else if (r.Is("is_busy"u8))
            {
                (busy, seen) = (r.GetBoolean(), seen | 8);
            }
            else if (r.Is("reason"u8))
            {
                reason = r.Text();
            }
            else if (r.Is("is_simulated"u8))
            {
                simulated = r.GetBoolean(); // Absent means a real arm: the safe reading.
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 15);
        return new(header, state, homed, busy, reason, simulated);
    }
}

/// <summary>crtk_msgs/StringStamped.</summary>
internal sealed class StateCommandCodec : JsonCodec<StateCommandMessage>
{
    public override Header HeaderOf(in StateCommandMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in StateCommandMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteString("string"u8, message.Command);
        w.WriteEndObject();
    }

    public override StateCommandMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, command, seen) = (default(Header), "", 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("string"u8))
            {
                (command, seen) = (r.Text(), seen | 2);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 3);
        return new(header, command);
    }
}

/// <summary>std_msgs/Empty with a header.</summary>
internal sealed class HoldCodec : JsonCodec<HoldMessage>
{
    public override Header HeaderOf(in HoldMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in HoldMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.WriteEndObject();
    }

    public override HoldMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, seen) = (default(Header), 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 1);
        return new(header);
    }
}
