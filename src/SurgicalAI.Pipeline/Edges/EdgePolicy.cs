namespace SurgicalAI.Pipeline.Edges;

/// <summary>What an edge does when its receiver is slower than its sender.</summary>
public enum EdgePolicy
{
    /// <summary>Keeps the newest one only. For live pictures: an old one is worth nothing.</summary>
    Latest = 0,

    /// <summary>Lets the sender wait. For files and recorders: nothing is lost.</summary>
    Wait,

    /// <summary>Keeps the newest few.</summary>
    DropOldest,
}
