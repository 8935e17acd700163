using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench fuzz-broker</c>; keys as in docs/reports.md.</summary>
internal sealed record FuzzBrokerReport(
    double Seconds,
    int Peers,
    IReadOnlyDictionary<string, long> Visits,
    double MotionRad,
    int RobotConnectionsLost,
    bool AliveAtEnd,
    long UnobservedExceptions,
    LatencySummary SignOfLifeMs,
    FuzzMemory MemoryMb,
    long Faults,
    long LinesLogged,
    IReadOnlyList<string> LinesSample,
    IReadOnlyDictionary<string, long> RefusedByRobot,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-fuzz-broker/1";
}

/// <summary>Managed and resident memory of the whole process, MB.</summary>
internal sealed record FuzzMemory(double ManagedStart, double ManagedMax, double ManagedEnd, double ResidentStart, double ResidentMax, double ResidentEnd);
