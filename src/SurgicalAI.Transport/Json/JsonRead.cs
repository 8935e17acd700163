using System.Text.Json;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Json;

/// <summary>Reads the parts that messages share. Each method takes the value after the property's name.</summary>
internal static class JsonRead
{
    [ThreadStatic]
    private static string?[]? s_strings;

    /// <summary>Opens the object on which the reader stands.</summary>
    public static void Begin(this ref Utf8JsonReader r)
    {
        if (r.TokenType != JsonTokenType.StartObject)
        {
            throw WireException.Malformed("Expected an object.");
        }
    }

    /// <summary>Goes to the next property's name; false at the object's end.</summary>
    public static bool NextProperty(this ref Utf8JsonReader r) => r.Read() && r.TokenType == JsonTokenType.PropertyName;

    /// <summary>True, and the reader on the value, when the property has this name.</summary>
    public static bool Is(this ref Utf8JsonReader r, ReadOnlySpan<byte> name) => r.ValueTextEquals(name) && r.Read();

    /// <summary>Passes over an unknown property, so that newer senders may add to a message.</summary>
    public static void SkipProperty(this ref Utf8JsonReader r)
    {
        r.Read();
        r.Skip();
    }

    public static void Require(int seen, int wanted)
    {
        if ((seen & wanted) != wanted)
        {
            throw WireException.Malformed("A property is missing.");
        }
    }

    public static double Number(this ref Utf8JsonReader r)
    {
        if (r.TokenType == JsonTokenType.String && (r.ValueTextEquals("NaN"u8) || r.ValueTextEquals("Infinity"u8) || r.ValueTextEquals("-Infinity"u8)))
        {
            throw new WireException(FaultCode.NotFinite, "A number is not finite.");
        }

        var value = r.GetDouble();
        return double.IsFinite(value) ? value : throw new WireException(FaultCode.NotFinite, "A number is not finite.");
    }

    /// <summary>Exactly as many numbers as the destination holds.</summary>
    public static void Numbers(this ref Utf8JsonReader r, scoped Span<double> destination)
    {
        if (r.TokenType != JsonTokenType.StartArray)
        {
            throw WireException.Malformed("Expected an array.");
        }

        var count = 0;
        while (r.Read() && r.TokenType != JsonTokenType.EndArray)
        {
            if (count == destination.Length)
            {
                throw WireException.Malformed("Too many numbers.");
            }

            destination[count++] = r.Number();
        }

        if (count != destination.Length)
        {
            throw WireException.Malformed("Too few numbers.");
        }
    }

    public static JointVector Joints(this ref Utf8JsonReader r)
    {
        var q = default(JointVector);
        r.Numbers(q);
        return q;
    }

    /// <summary>Joint names must be dVRK's, in dVRK's order: a vector in another order would move the wrong joints.</summary>
    public static void JointNames(this ref Utf8JsonReader r, IReadOnlyList<string> names)
    {
        for (var i = 0; r.Read() && r.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i >= names.Count || !r.ValueTextEquals(names[i]))
            {
                throw new WireException(FaultCode.WrongTarget, "Joint names are not those of this arm, in order.");
            }
        }
    }

    /// <summary>A short text; the same text as lately read is the same string, so that sessions and states cost nothing.</summary>
    public static string Text(this ref Utf8JsonReader r)
    {
        if (r.TokenType != JsonTokenType.String)
        {
            throw WireException.Malformed("Expected a text.");
        }

        if (r.ValueSpan.Length == 0)
        {
            return "";
        }

        var cache = s_strings ??= new string?[32];
        ref var slot = ref cache[(r.ValueSpan[0] + (7 * r.ValueSpan[^1]) + (13 * r.ValueSpan.Length)) % 32];
        return slot is not null && r.ValueTextEquals(slot) ? slot : slot = r.GetString() ?? "";
    }

    /// <summary>Index of a word in a closed list.</summary>
    public static int Word(this ref Utf8JsonReader r, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (r.ValueTextEquals(words[i]))
            {
                return i;
            }
        }

        throw WireException.Malformed("A word is not one of those allowed.");
    }

    /// <summary>ROS's time, as nanoseconds.</summary>
    public static long Stamp(this ref Utf8JsonReader r)
    {
        r.Begin();
        var (sec, nanosec, seen) = (0L, 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("sec"u8))
            {
                (sec, seen) = (r.GetInt64(), seen | 1);
            }
            else if (r.Is("nanosec"u8))
            {
                (nanosec, seen) = (r.GetUInt32(), seen | 2);
            }
            else
            {
                r.SkipProperty();
            }
        }

        Require(seen, 3);
        return sec < 0 || nanosec >= Si.SNs ? throw WireException.Malformed("Not a time.") : checked((sec * Si.SNs) + nanosec);
    }

    public static Header Header(this ref Utf8JsonReader r) => r.Header(JsonWrite.EcmFrameId);

    /// <param name="r">Reader.</param>
    /// <param name="frameId">The only frame that the message may name.</param>
    public static Header Header(this ref Utf8JsonReader r, ReadOnlySpan<byte> frameId)
    {
        r.Begin();
        var (stamp, sequence, session, seen) = (0L, 0, "", 0);
        while (r.NextProperty())
        {
            if (r.Is("stamp"u8))
            {
                (stamp, seen) = (r.Stamp(), seen | 1);
            }
            else if (r.Is("seq"u8))
            {
                (sequence, seen) = (r.GetInt32(), seen | 2);
            }
            else if (r.Is("session"u8))
            {
                (session, seen) = (r.Text(), seen | 4);
            }
            else if (r.Is("frame_id"u8))
            {
                RequireFrame(ref r, frameId);
            }
            else
            {
                r.SkipProperty();
            }
        }

        Require(seen, 7);
        return new(stamp, sequence, session);
    }

    public static Pose<EcmFrame, ToolFrame> Pose(this ref Utf8JsonReader r) => r.Pose<EcmFrame, ToolFrame>();

    public static Pose<TA, TB> Pose<TA, TB>(this ref Utf8JsonReader r)
        where TA : struct, IFrame
        where TB : struct, IFrame
    {
        r.Begin();
        Span<double> p = stackalloc double[3];
        Span<double> q = stackalloc double[4];
        var seen = 0;
        while (r.NextProperty())
        {
            if (r.Is("position"u8))
            {
                seen |= r.Components(p) << 0;
            }
            else if (r.Is("orientation"u8))
            {
                seen |= r.Components(q) << 4;
            }
            else
            {
                r.SkipProperty();
            }
        }

        Require(seen, 0xF7);
        var norm = Math.Sqrt((q[0] * q[0]) + (q[1] * q[1]) + (q[2] * q[2]) + (q[3] * q[3]));
        return Math.Abs(norm - 1) > 1e-3
            ? throw new WireException(FaultCode.NotFinite, "The orientation is not a unit quaternion.")
            : new(Rotation.FromQuaternion(q[0], q[1], q[2], q[3]), new(p[0], p[1], p[2]));
    }

    // Returns one bit per component found, x first.
    private static int Components(this ref Utf8JsonReader r, scoped Span<double> destination)
    {
        r.Begin();
        var seen = 0;
        while (r.NextProperty())
        {
            var i = r.ValueSpan.Length == 1 ? "xyzw"u8.IndexOf(r.ValueSpan[0]) : -1;
            if (i < 0 || i >= destination.Length)
            {
                r.SkipProperty();
                continue;
            }

            r.Read();
            destination[i] = r.Number();
            seen |= 1 << i;
        }

        return seen;
    }

    private static void RequireFrame(ref Utf8JsonReader r, ReadOnlySpan<byte> frameId)
    {
        if (!r.ValueTextEquals(frameId))
        {
            throw new WireException(FaultCode.WrongTarget, "frame_id is not the one that this topic has.");
        }
    }
}
