using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench sim</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchSimReport(
    IReadOnlyList<TaskPace> Tasks,
    RigidPace Rigid,
    IReadOnlyList<TissuePace> Tissue,
    RenderPace? Render,
    int Rounds,
    double RunSeconds,
    int Workers,
    ulong Seed,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-sim/1";
}

/// <summary>Control steps of 2 ms a second of a task's expert, over all workers.</summary>
internal sealed record TaskPace(string Task, double ControlStepsPerSecond, double Slowest, double Fastest, double TimesRealTime);

/// <summary>The rigid scene here and in MuJoCo, one thread each; null where MuJoCo is absent.</summary>
internal sealed record RigidPace(double OursStepsPerSecond, double? MujocoStepsPerSecond, double? Ratio, string Note);

/// <summary>Soft tissue, one thread.</summary>
internal sealed record TissuePace(int Tetrahedra, double StepsPerSecond, double Slowest, double Fastest, double TimesRealTime);

/// <summary>Stereo pictures with labels and depth, and the floor: clearing and reading the same buffers.</summary>
internal sealed record RenderPace(int WidthPx, int HeightPx, double FramesPerSecond, double FloorFramesPerSecond, string Device);
