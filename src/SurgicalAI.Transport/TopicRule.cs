using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport;

/// <summary>How one topic is carried, without its message type; for brokers and documents.</summary>
/// <param name="Suffix">Name below <c>surgicalai/ROBOT/ARM/</c>.</param>
/// <param name="Delivery">How it is carried.</param>
/// <param name="Message">Message type.</param>
/// <param name="Arm">The one arm that has this topic; null when every arm has it.</param>
public sealed record TopicRule(string Suffix, Delivery Delivery, Type Message, string? Arm)
{
    /// <summary>First level of every topic.</summary>
    public const string Root = "surgicalai";

    /// <summary>Every topic of <see cref="Topics"/>.</summary>
    public static IReadOnlyList<TopicRule> All { get; } =
    [
        Of(Topics.MeasuredJs), Of(Topics.SetpointJs), Of(Topics.MeasuredCp), Of(Topics.SetpointCp), Of(Topics.JawMeasuredJs),
        Of(Topics.OperatingState), Of(Topics.StateCommand), Of(Topics.ServoCp), Of(Topics.ServoJp), Of(Topics.MoveCp),
        Of(Topics.MoveJp), Of(Topics.JawServoJp), Of(Topics.Hold), Of(Topics.Suggestion), Of(Topics.Tips), Of(Topics.Decision),
        Of(Topics.Mode), Of(Topics.ModeCommand), Of(Topics.Scene), Of(Topics.Latency), Of(Topics.HealthRobot),
        Of(Topics.HealthEngine), Of(Topics.EcmMeasuredJs), Of(Topics.EcmSetpointJs), Of(Topics.EcmMeasuredCp), Of(Topics.EcmServoJp),
        Of(Topics.EcmMoveJp), Of(Topics.OperatorLease), Of(Topics.OperatorLeaseCommand), Of(Topics.Heartbeat), Of(Topics.Event),
    ];

    /// <summary>Prefix of one arm's topics, ending in a slash.</summary>
    public static string Prefix(string robot, string arm) => $"{Root}/{robot}/{arm}/";

    /// <summary>True when a full topic name may be kept by the broker for late joiners: state, or no topic of ours.</summary>
    public static bool MayBeRetained(string fullName)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        var parts = fullName.Split('/', 4);
        if (parts.Length < 4 || parts[0] != Root)
        {
            return parts[0] != Root;
        }

        foreach (var rule in All)
        {
            if (rule.Suffix == parts[3])
            {
                return rule.Delivery == Delivery.State;
            }
        }

        return false;
    }

    private static TopicRule Of<T>(Topic<T> topic) => new(topic.Suffix, topic.Delivery, typeof(T), topic.Arm);
}
