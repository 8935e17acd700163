using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Security;

namespace SurgicalAI.Transport;

/// <summary>How one topic is carried, without its message type; for brokers and documents.</summary>
/// <param name="Suffix">Name below <c>surgicalai/ROBOT/ARM/</c>.</param>
/// <param name="Delivery">How it is carried.</param>
/// <param name="Message">Message type.</param>
/// <param name="Arm">The one arm that has this topic; null when every arm has it.</param>
/// <param name="IsRequest">True when the robot answers each message.</param>
/// <param name="Senders">Who may send it; brokers refuse it of anybody else.</param>
public sealed record TopicRule(string Suffix, Delivery Delivery, Type Message, string? Arm, bool IsRequest, BusRole Senders)
{
    /// <summary>First level of every topic.</summary>
    public const string Root = "surgicalai";

    /// <summary>Every topic of <see cref="Topics"/>.</summary>
    public static IReadOnlyList<TopicRule> All { get; } =
    [
        Of(Topics.MeasuredJs, BusRole.Robot),
        Of(Topics.SetpointJs, BusRole.Robot),
        Of(Topics.MeasuredCp, BusRole.Robot),
        Of(Topics.SetpointCp, BusRole.Robot),
        Of(Topics.JawMeasuredJs, BusRole.Robot),
        Of(Topics.OperatingState, BusRole.Robot),
        Of(Topics.StateCommand, BusRole.Operator),
        Of(Topics.ServoCp, BusRole.Operator),
        Of(Topics.ServoJp, BusRole.Operator),
        Of(Topics.MoveCp, BusRole.Operator),
        Of(Topics.MoveJp, BusRole.Operator),
        Of(Topics.JawServoJp, BusRole.Operator),
        Of(Topics.Hold, BusRole.Engine | BusRole.Operator),
        Of(Topics.Suggestion, BusRole.Engine),
        Of(Topics.Tips, BusRole.Engine),
        Of(Topics.Decision, BusRole.Operator),
        Of(Topics.Mode, BusRole.Robot),
        Of(Topics.ModeCommand, BusRole.Engine | BusRole.Operator),
        Of(Topics.Answer, BusRole.Robot),
        Of(Topics.Scene, BusRole.Robot),
        Of(Topics.Latency, BusRole.Robot),
        Of(Topics.HealthRobot, BusRole.Robot),
        Of(Topics.HealthEngine, BusRole.Engine),
        Of(Topics.EcmMeasuredJs, BusRole.Robot),
        Of(Topics.EcmSetpointJs, BusRole.Robot),
        Of(Topics.EcmMeasuredCp, BusRole.Robot),
        Of(Topics.EcmServoJp, BusRole.Operator),
        Of(Topics.EcmMoveJp, BusRole.Operator),
        Of(Topics.OperatorLease, BusRole.Robot),
        Of(Topics.OperatorLeaseCommand, BusRole.Operator),
        Of(Topics.Heartbeat, BusRole.Engine | BusRole.Operator),
        Of(Topics.Event, BusRole.Robot),
    ];

    /// <summary>Prefix of one arm's topics, ending in a slash.</summary>
    public static string Prefix(string robot, string arm) => $"{Root}/{robot}/{arm}/";

    /// <summary>True when a full topic name may be kept by the broker for late joiners: state, or no topic of ours.</summary>
    public static bool MayBeRetained(string fullName)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        return !(fullName == Root || fullName.StartsWith(Root + "/", StringComparison.Ordinal)) || TopicRights.RuleOf(fullName)?.Delivery == Delivery.State;
    }

    private static TopicRule Of<T>(Topic<T> topic, BusRole senders) => new(topic.Suffix, topic.Delivery, typeof(T), topic.Arm, topic.IsRequest, senders);
}
