using System.Text.Json;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>Writes the parts that messages share, in ROS's and CRTK's words.</summary>
internal static class JsonWrite
{
    public static ReadOnlySpan<byte> EcmFrameId => "ecm"u8;

    public static ReadOnlySpan<byte> EcmBaseFrameId => "ecm_base"u8;

    public static void Stamp(this Utf8JsonWriter w, ReadOnlySpan<byte> name, long stampNs)
    {
        w.WriteStartObject(name);
        w.WriteNumber("sec"u8, stampNs / Si.SNs);
        w.WriteNumber("nanosec"u8, stampNs % Si.SNs);
        w.WriteEndObject();
    }

    /// <param name="w">Writer.</param>
    /// <param name="header">Header.</param>
    /// <param name="inEcm">True when the message's poses are expressed in the endoscope's frame.</param>
    public static void Header(this Utf8JsonWriter w, in Header header, bool inEcm = false) => w.Header(header, inEcm ? EcmFrameId : default);

    /// <param name="w">Writer.</param>
    /// <param name="header">Header.</param>
    /// <param name="frameId">Frame in which the message's poses are expressed; empty for none.</param>
    public static void Header(this Utf8JsonWriter w, in Header header, ReadOnlySpan<byte> frameId)
    {
        w.WriteStartObject("header"u8);
        w.Stamp("stamp"u8, header.StampNs);
        if (frameId.Length > 0)
        {
            w.WriteString("frame_id"u8, frameId);
        }

        w.WriteNumber("seq"u8, header.Sequence);
        w.WriteString("session"u8, header.Session);
        w.WriteEndObject();
    }

    public static void Pose<TA, TB>(this Utf8JsonWriter w, in Pose<TA, TB> pose)
        where TA : struct, IFrame
        where TB : struct, IFrame
    {
        var (x, y, z, qw) = pose.R.ToQuaternion();
        w.WriteStartObject("pose"u8);
        w.WriteStartObject("position"u8);
        w.WriteNumber("x"u8, pose.P.X);
        w.WriteNumber("y"u8, pose.P.Y);
        w.WriteNumber("z"u8, pose.P.Z);
        w.WriteEndObject();
        w.WriteStartObject("orientation"u8);
        w.WriteNumber("x"u8, x);
        w.WriteNumber("y"u8, y);
        w.WriteNumber("z"u8, z);
        w.WriteNumber("w"u8, qw);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    public static void Joints(this Utf8JsonWriter w, ReadOnlySpan<byte> name, in JointVector joints) => w.Numbers(name, joints);

    public static void Joints(this Utf8JsonWriter w, ReadOnlySpan<byte> name, in EcmJoints joints) => w.Numbers(name, joints);

    public static void Numbers(this Utf8JsonWriter w, ReadOnlySpan<byte> name, ReadOnlySpan<double> values)
    {
        w.WriteStartArray(name);
        foreach (var value in values)
        {
            w.WriteNumberValue(value);
        }

        w.WriteEndArray();
    }

    public static void Names(this Utf8JsonWriter w, IReadOnlyList<string> names)
    {
        w.WriteStartArray("name"u8);
        for (var i = 0; i < names.Count; i++)
        {
            w.WriteStringValue(names[i]);
        }

        w.WriteEndArray();
    }

    public static void One(this Utf8JsonWriter w, ReadOnlySpan<byte> name, double value)
    {
        w.WriteStartArray(name);
        w.WriteNumberValue(value);
        w.WriteEndArray();
    }
}
