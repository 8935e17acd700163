using System.Text.Json;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>Tips of the tools.</summary>
internal sealed class TipsCodec : JsonCodec<TipsMessage>
{
    private const int MaxTips = 12;

    private delegate T Reader<T>(ref Utf8JsonReader r);

    public override Header HeaderOf(in TipsMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in TipsMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header, inEcm: true);
        Write(w, "left"u8, message.Left);
        Write(w, "right"u8, message.Right);
        w.WriteStartArray("tips"u8);
        for (var i = 0; i < message.Tips.Count; i++)
        {
            var tip = message.Tips[i];
            w.WriteStartObject();
            w.WriteNumber("track"u8, tip.Track);
            w.Numbers("position"u8, [tip.P_ecm.X, tip.P_ecm.Y, tip.P_ecm.Z]);
            w.WriteNumber("sd"u8, tip.SdM);
            w.WriteBoolean("hidden"u8, tip.Hidden);
            w.WriteBoolean("with_arm"u8, tip.WithArm);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    public override TipsMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, seen) = (default(Header), 0);
        EyeTip[] left = [], right = [];
        SpaceTip[] tips = [];
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("left"u8))
            {
                (left, seen) = (ReadAll(ref r, ReadEyeTip), seen | 2);
            }
            else if (r.Is("right"u8))
            {
                (right, seen) = (ReadAll(ref r, ReadEyeTip), seen | 4);
            }
            else if (r.Is("tips"u8))
            {
                (tips, seen) = (ReadAll(ref r, ReadSpaceTip), seen | 8);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 15);
        return new(header, left, right, tips);
    }

    private static void Write(Utf8JsonWriter w, ReadOnlySpan<byte> name, IReadOnlyList<EyeTip> tips)
    {
        w.WriteStartArray(name);
        for (var i = 0; i < tips.Count; i++)
        {
            var tip = tips[i];
            w.WriteStartObject();
            w.WriteNumber("track"u8, tip.Track);
            w.Numbers("tip"u8, [tip.XPx, tip.YPx]);
            w.WriteNumber("sd"u8, tip.SdPx);
            w.WriteBoolean("foretold"u8, tip.Foretold);
            if (tip.Axis is { } axis)
            {
                w.Numbers("axis"u8, [axis.XPx, axis.YPx, axis.DirectionX, axis.DirectionY]);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static T[] ReadAll<T>(ref Utf8JsonReader r, Reader<T> read)
    {
        if (r.TokenType != JsonTokenType.StartArray)
        {
            throw WireException.Malformed("Expected an array.");
        }

        var all = new List<T>();
        while (r.Read() && r.TokenType != JsonTokenType.EndArray)
        {
            all.Add(all.Count < MaxTips ? read(ref r) : throw WireException.Malformed("More than 12 tips."));
        }

        return [.. all];
    }

    private static EyeTip ReadEyeTip(ref Utf8JsonReader r)
    {
        r.Begin();
        var (tip, seen) = (default(EyeTip), 0);
        Span<double> two = stackalloc double[2];
        Span<double> four = stackalloc double[4];
        while (r.NextProperty())
        {
            if (r.Is("track"u8))
            {
                (tip, seen) = (tip with { Track = r.GetInt32() }, seen | 1);
            }
            else if (r.Is("tip"u8))
            {
                r.Numbers(two);
                (tip, seen) = (tip with { XPx = two[0], YPx = two[1] }, seen | 2);
            }
            else if (r.Is("sd"u8))
            {
                (tip, seen) = (tip with { SdPx = r.Number() }, seen | 4);
            }
            else if (r.Is("foretold"u8))
            {
                (tip, seen) = (tip with { Foretold = r.GetBoolean() }, seen | 8);
            }
            else if (r.Is("axis"u8))
            {
                r.Numbers(four);
                tip = tip with { Axis = new(four[0], four[1], four[2], four[3]) };
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 15);
        return tip;
    }

    private static SpaceTip ReadSpaceTip(ref Utf8JsonReader r)
    {
        r.Begin();
        var (tip, seen) = (default(SpaceTip), 0);
        Span<double> p = stackalloc double[3];
        while (r.NextProperty())
        {
            if (r.Is("track"u8))
            {
                (tip, seen) = (tip with { Track = r.GetInt32() }, seen | 1);
            }
            else if (r.Is("position"u8))
            {
                r.Numbers(p);
                (tip, seen) = (tip with { P_ecm = new Vec3(p[0], p[1], p[2]) }, seen | 2);
            }
            else if (r.Is("sd"u8))
            {
                (tip, seen) = (tip with { SdM = r.Number() }, seen | 4);
            }
            else if (r.Is("hidden"u8))
            {
                (tip, seen) = (tip with { Hidden = r.GetBoolean() }, seen | 8);
            }
            else if (r.Is("with_arm"u8))
            {
                (tip, seen) = (tip with { WithArm = r.GetBoolean() }, seen | 16);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 31);
        return tip;
    }
}
