using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Security;

/// <summary>Who may send and read which topic, from the one table <see cref="TopicRule.All"/>; the embedded broker asks it at each message.</summary>
public static class TopicRights
{
    /// <summary>The rule of a full topic name; null when the name is none of ours.</summary>
    public static TopicRule? RuleOf(string fullName)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Span<Range> parts = stackalloc Range[4];
        var name = fullName.AsSpan();
        if (name.Split(parts, '/') < 4 || !name[parts[0]].SequenceEqual(TopicRule.Root) || name[parts[1]].IsEmpty || name[parts[2]].IsEmpty)
        {
            return null;
        }

        var arm = name[parts[2]];
        var suffix = name[parts[3]];
        TopicRule? common = null;
        foreach (var rule in TopicRule.All)
        {
            if (!suffix.SequenceEqual(rule.Suffix))
            {
                continue;
            }

            if (rule.Arm is not null && arm.SequenceEqual(rule.Arm))
            {
                return rule;
            }

            common = rule.Arm is null ? rule : common;
        }

        return common;
    }

    /// <summary>True when a participant in one of these roles may send on a full topic name.</summary>
    public static bool MaySend(BusRole roles, string fullName) => RuleOf(fullName) is { } rule && (rule.Senders & roles) != 0;

    /// <summary>True when anybody may subscribe a filter: all of it lies below our root.</summary>
    public static bool MayRead(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.StartsWith(TopicRule.Root + "/", StringComparison.Ordinal);
    }

    /// <summary>Filters that a role may send on, in the order of the table: Mosquitto's access list.</summary>
    public static IEnumerable<string> SendFilters(BusRole role) =>
        TopicRule.All.Where(rule => (rule.Senders & role) != 0).Select(rule => TopicRule.Prefix("+", rule.Arm ?? "+") + rule.Suffix).Distinct();
}
