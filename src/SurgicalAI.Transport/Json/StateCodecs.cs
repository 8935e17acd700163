using System.Text.Json;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>sensor_msgs/JointState of the six joints.</summary>
internal sealed class JointStateCodec : JsonCodec<JointStateMessage>
{
    public override Header HeaderOf(in JointStateMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in JointStateMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.Names(JointVector.Names);
        w.Joints("position"u8, message.Position);
        w.Joints("velocity"u8, message.Velocity);
        w.WriteEndObject();
    }

    public override JointStateMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, position, velocity, seen) = (default(Header), default(JointVector), default(JointVector), 0);
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
            else if (r.Is("velocity"u8))
            {
                (velocity, seen) = (r.Joints(), seen | 4);
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

/// <summary>sensor_msgs/JointState of the jaw.</summary>
internal sealed class JawStateCodec : JsonCodec<JawStateMessage>
{
    internal static readonly string[] Names = ["jaw"];

    public override Header HeaderOf(in JawStateMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in JawStateMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header);
        w.Names(Names);
        w.One("position"u8, message.PositionRad);
        w.One("velocity"u8, message.VelocityRadPerS);
        w.WriteEndObject();
    }

    public override JawStateMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        Span<double> position = stackalloc double[1];
        Span<double> velocity = stackalloc double[1];
        var (header, seen) = (default(Header), 0);
        while (r.NextProperty())
        {
            if (r.Is("header"u8))
            {
                (header, seen) = (r.Header(), seen | 1);
            }
            else if (r.Is("name"u8))
            {
                r.JointNames(Names);
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
        return new(header, position[0], velocity[0]);
    }
}

/// <summary>geometry_msgs/PoseStamped of the tool in the endoscope's frame.</summary>
internal sealed class CartesianStateCodec : JsonCodec<CartesianStateMessage>
{
    public override Header HeaderOf(in CartesianStateMessage message) => message.Header;

    public override void Write(Utf8JsonWriter w, in CartesianStateMessage message)
    {
        w.WriteStartObject();
        w.Header(message.Header, inEcm: true);
        w.Pose(message.T_ecm_tool);
        w.WriteEndObject();
    }

    public override CartesianStateMessage Read(ref Utf8JsonReader r)
    {
        r.Begin();
        var (header, pose, seen) = (default(Header), default(Pose<EcmFrame, ToolFrame>), 0);
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
            else
            {
                r.SkipProperty();
            }
        }

        JsonRead.Require(seen, 3);
        return new(header, pose);
    }
}
