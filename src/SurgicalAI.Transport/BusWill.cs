using SurgicalAI.Core.Messages;
using SurgicalAI.Transport.Rules;

namespace SurgicalAI.Transport;

/// <summary>What the broker says for a participant that vanished: its health is "gone". Only robot and engine have a will.</summary>
internal static class BusWill
{
    public static Topic<HealthMessage>? Topic(string component) => component switch
    {
        "robot" => Topics.HealthRobot,
        "engine" => Topics.HealthEngine,
        _ => null,
    };

    // Stamp 0: nobody knows when it will be spoken.
    public static HealthMessage Message(string component, string session) =>
        new(new(0, SequenceRule.Will, session), component, "gone", "The connection to the broker was lost.", default);

    /// <summary>What a participant says itself when it ends in order.</summary>
    public static HealthMessage Goodbye(string component, string session) =>
        new(new(0, SequenceRule.Will, session), component, "gone", "Ended.", default);
}
