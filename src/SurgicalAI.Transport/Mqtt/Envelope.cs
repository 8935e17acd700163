using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Rules;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>
/// What MQTT 5 says around the payloads of one topic: how it is carried, what it is, whose run sent it, where an answer is awaited.
/// The same for each message, so it is made once.
/// </summary>
internal sealed class Envelope
{
    /// <summary>Content type of every payload.</summary>
    public const string ContentType = "application/json";

    /// <summary>User property with the name of the message in <c>docs/asyncapi.yaml</c>.</summary>
    public const string SchemaProperty = "schema";

    /// <summary>User property with the session of the sender, also in every header.</summary>
    public const string SessionProperty = "session";

    private const uint MotionExpiryS = (uint)(TimeRule.MaxAgeNs / Si.SNs);

    private readonly List<MqttUserProperty> _properties;
    private readonly string? _responseTopic;

    /// <param name="topic">Full topic name.</param>
    /// <param name="delivery">How it is carried.</param>
    /// <param name="message">Message type.</param>
    /// <param name="session">Session of the sender.</param>
    /// <param name="responseTopic">Where the answer to a request is awaited; null for what is no request.</param>
    public Envelope(string topic, Delivery delivery, Type message, string session, string? responseTopic)
    {
        (Topic, Delivery, _responseTopic) = (topic, delivery, responseTopic);
        _properties = Properties(message, session);
    }

    /// <summary>Full topic name.</summary>
    public string Topic { get; }

    /// <summary>How it is carried.</summary>
    public Delivery Delivery { get; }

    /// <summary>True when an answer is awaited.</summary>
    public bool IsRequest => _responseTopic is not null;

    /// <summary>The properties of a message; a will carries them too.</summary>
    public static List<MqttUserProperty> Properties(Type message, string session) =>
        [Property(SchemaProperty, SchemaOf(message)), Property(SessionProperty, session)];

    /// <summary>Name of a message in <c>docs/asyncapi.yaml</c>.</summary>
    public static string SchemaOf(Type message) => message.Name[..^"Message".Length];

    /// <summary>A payload in its envelope.</summary>
    /// <param name="payload">Encoded message.</param>
    /// <param name="correlation">What ties a request and its answer together; null for everything else.</param>
    public MqttApplicationMessage Around(ArraySegment<byte> payload, byte[]? correlation) => new()
    {
        Topic = Topic,
        Payload = new ReadOnlySequence<byte>(payload),
        Retain = Delivery == Delivery.State,
        QualityOfServiceLevel = Delivery == Delivery.Event ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        MessageExpiryInterval = Delivery == Delivery.Motion ? MotionExpiryS : 0,
        ContentType = ContentType,
        PayloadFormatIndicator = MqttPayloadFormatIndicator.CharacterData,
        UserProperties = _properties,
        ResponseTopic = _responseTopic,
        CorrelationData = correlation,
    };

    private static MqttUserProperty Property(string name, string value) => new(name, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(value)));
}
