using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>The codec of each message type.</summary>
internal static class Codecs
{
    private static readonly Dictionary<Type, object> s_all = new()
    {
        [typeof(JointStateMessage)] = new JointStateCodec(),
        [typeof(JawStateMessage)] = new JawStateCodec(),
        [typeof(CartesianStateMessage)] = new CartesianStateCodec(),
        [typeof(ServoCpMessage)] = new ServoCpCodec(),
        [typeof(ServoJpMessage)] = new ServoJpCodec(),
        [typeof(JawServoMessage)] = new JawServoCodec(),
        [typeof(HoldMessage)] = new HoldCodec(),
        [typeof(OperatingStateMessage)] = new OperatingStateCodec(),
        [typeof(StateCommandMessage)] = new StateCommandCodec(),
        [typeof(AnswerMessage)] = new AnswerCodec(),
        [typeof(SuggestionMessage)] = new SuggestionCodec(),
        [typeof(TipsMessage)] = new TipsCodec(),
        [typeof(DecisionMessage)] = new DecisionCodec(),
        [typeof(ModeMessage)] = new ModeCodec(),
        [typeof(SceneMessage)] = new SceneCodec(),
        [typeof(EcmJointStateMessage)] = new EcmJointStateCodec(),
        [typeof(EcmCartesianStateMessage)] = new EcmCartesianStateCodec(),
        [typeof(EcmServoJpMessage)] = new EcmServoJpCodec(),
        [typeof(LatencyMessage)] = new LatencyCodec(),
        [typeof(HealthMessage)] = new HealthCodec(),
        [typeof(LeaseMessage)] = new LeaseCodec(),
        [typeof(LeaseCommandMessage)] = new LeaseCommandCodec(),
        [typeof(HeartbeatMessage)] = new HeartbeatCodec(),
        [typeof(EventMessage)] = new EventCodec(),
    };

    public static JsonCodec<T> For<T>() =>
        Of<T>.Codec ?? throw new NotSupportedException($"{typeof(T).Name} is no message of the wire.");

    private static class Of<T>
    {
        public static readonly JsonCodec<T>? Codec = s_all.GetValueOrDefault(typeof(T)) as JsonCodec<T>;
    }
}
