namespace SurgicalAI.Transport.Security;

/// <summary>What a participant may be. Each may read every topic of ours; what it may send stands beside each topic in <see cref="TopicRule.All"/>.</summary>
[Flags]
public enum BusRole
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The robot's side: says how the arms stand.</summary>
    Robot = 1,

    /// <summary>The engine: gives advice, never motion.</summary>
    Engine = 2,

    /// <summary>The surgeon's console, or the engineer who stands in for it: commands the arms.</summary>
    Operator = 4,

    /// <summary>An onlooker: sends nothing.</summary>
    Viewer = 8,
}

/// <summary>Names of roles: common name of a client's certificate, and first word of its identity at the broker.</summary>
public static class BusRoles
{
    /// <summary>Every single role.</summary>
    public static IReadOnlyList<BusRole> All { get; } = [BusRole.Robot, BusRole.Engine, BusRole.Operator, BusRole.Viewer];

    /// <summary>What may be done without certificates on this machine: everything.</summary>
    public static BusRole Everyone { get; } = BusRole.Robot | BusRole.Engine | BusRole.Operator | BusRole.Viewer;

    /// <summary>Name of a single role, for example "engine".</summary>
    public static string Name(BusRole role) => role switch
    {
        BusRole.Robot => "robot",
        BusRole.Engine => "engine",
        BusRole.Operator => "operator",
        BusRole.Viewer => "viewer",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not one role."),
    };

    /// <summary>The role of a name; <see cref="BusRole.None"/> for any other word.</summary>
    public static BusRole OfName(string? name) => All.FirstOrDefault(role => Name(role) == name);

    /// <summary>The role in which a component of ours connects.</summary>
    /// <param name="component">"robot", "engine" or "console"; anything else looks on.</param>
    public static BusRole OfComponent(string component) => component switch
    {
        "robot" => BusRole.Robot,
        "engine" => BusRole.Engine,
        "console" => BusRole.Operator,
        _ => BusRole.Viewer,
    };
}
