using System.Text.Json;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>geometry_msgs/PoseStamped with an expiry.</summary>
internal sealed class ServoCpCodec : JsonCodec<ServoCpMessage>
{
    public override Header HeaderOf(in ServoCpMessage message) => message.Header;

    public override long ExpiresNs(in ServoCpMessage message) => message.ExpiresNs;

    public override void Write(Utf8JsonWriter w, in ServoCpMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header, inEcm: true);
        w.Pose(message.T_ecm_tool);
        w.Stamp("expires"u8, message.ExpiresNs);
        w.WriteEndObject();
    }

    public override ServoCpMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, pose, expires, seen) = (default(Header), default(Pose<EcmFrame, ToolFrame>), 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("pose"u8))
            {
                (pose, seen) = (r.Pose(), seen | 2);
            }
            else if (r.Is("expires"u8))
            {
                (expires, seen) = (r.Stamp(), seen | 4);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, pose, expires);
    }
}

/// <summary>sensor_msgs/JointState positions of the six joints with an expiry.</summary>
internal sealed class ServoJpCodec : JsonCodec<ServoJpMessage>
{
    public override Header HeaderOf(in ServoJpMessage message) => message.Header;

    public override long ExpiresNs(in ServoJpMessage message) => message.ExpiresNs;

    public override void Write(Utf8JsonWriter w, in ServoJpMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.Names(JointVector.Names);
        w.Joints("position"u8, message.Position);
        w.Stamp("expires"u8, message.ExpiresNs);
        w.WriteEndObject();
    }

    public override ServoJpMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, position, expires, seen) = (default(Header), default(JointVector), 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("name"u8))
            {
                r.JointNames(JointVector.Names);
            }
            else if (r.Is("position"u8))
            {
                (position, seen) = (r.Joints(), seen | 2);
            }
            else if (r.Is("expires"u8))
            {
                (expires, seen) = (r.Stamp(), seen | 4);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, position, expires);
    }
}

/// <summary>sensor_msgs/JointState position of the jaw with an expiry.</summary>
internal sealed class JawServoCodec : JsonCodec<JawServoMessage>
{
    public override Header HeaderOf(in JawServoMessage message) => message.Header;

    public override long ExpiresNs(in JawServoMessage message) => message.ExpiresNs;

    public override void Write(Utf8JsonWriter w, in JawServoMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.Names(JawStateCodec.Names);
        w.One("position"u8, message.PositionRad);
        w.Stamp("expires"u8, message.ExpiresNs);
        w.WriteEndObject();
    }

    public override JawServoMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        Span<double> position = stackalloc double[1];
        var (header, expires, seen) = (default(Header), 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("name"u8))
            {
                r.JointNames(JawStateCodec.Names);
            }
            else if (r.Is("position"u8))
            {
                r.Numbers(position);
                seen |= 2;
            }
            else if (r.Is("expires"u8))
            {
                (expires, seen) = (r.Stamp(), seen | 4);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, position[0], expires);
    }
}
