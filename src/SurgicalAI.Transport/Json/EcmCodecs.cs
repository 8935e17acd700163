using System.Text.Json;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>sensor_msgs/JointState of the endoscope's arm.</summary>
internal sealed class EcmJointStateCodec : JsonCodec<EcmJointStateMessage>
{
    public override Header HeaderOf(in EcmJointStateMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in EcmJointStateMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.Names(EcmJoints.Names);
        w.Joints("position"u8, message.Position);
        w.Joints("velocity"u8, message.Velocity);
        w.WriteEndObject();
    }

    public override EcmJointStateMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, position, velocity, seen) = (default(Header), default(EcmJoints), default(EcmJoints), 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("name"u8))
            {
                r.JointNames(EcmJoints.Names);
            }
            else if (r.Is("position"u8))
            {
                r.Numbers(position);
                seen |= 2;
            }
            else if (r.Is("velocity"u8))
            {
                r.Numbers(velocity);
                seen |= 4;
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 7);
        return new(header, position, velocity);
    }
}

/// <summary>geometry_msgs/PoseStamped of the endoscope in the frame of its arm's remote centre.</summary>
internal sealed class EcmCartesianStateCodec : JsonCodec<EcmCartesianStateMessage>
{
    public override Header HeaderOf(in EcmCartesianStateMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in EcmCartesianStateMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header, JsonWrite.EcmBaseFrameId);
        w.Pose(message.T_base_ecm);
        w.WriteEndObject();
    }

    public override EcmCartesianStateMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, pose, seen) = (default(Header), default(Pose<EcmBaseFrame, EcmFrame>), 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(JsonWrite.EcmBaseFrameId), seen | 1);
            }
            else if (r.Is("pose"u8))
            {
                (pose, seen) = (r.Pose<EcmBaseFrame, EcmFrame>(), seen | 2);
            }
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 3);
        return new(header, pose);
    }
}

/// <summary>sensor_msgs/JointState positions of the endoscope's arm with an expiry.</summary>
internal sealed class EcmServoJpCodec : JsonCodec<EcmServoJpMessage>
{
    public override Header HeaderOf(in EcmServoJpMessage message) => message.Header;

    public override long ExpiresNs(in EcmServoJpMessage message) => message.ExpiresNs;

    public override void Write(Utf8JsonWriter w, in EcmServoJpMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.Names(EcmJoints.Names);
        w.Joints("position"u8, message.Position);
        w.Stamp("expires"u8, message.ExpiresNs);
        w.WriteEndObject();
    }

    public override EcmServoJpMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, position, expires, seen) = (default(Header), default(EcmJoints), 0L, 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("name"u8))
            {
                r.JointNames(EcmJoints.Names);
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
        return new(header, position, expires);
    }
}
