using System.Text.Json;
using System.Text.Json.Serialization;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Messages;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>Result of a run of the engine; the keys are described in <c>docs/reports.md</c>.</summary>
public sealed record RunReport
{
    /// <summary>Name and version of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/run-report/1";

    /// <summary>Source as the person named it.</summary>
    public required string Source { get; init; }

    /// <summary>Device that the models ran on.</summary>
    public required string Device { get; init; }

    /// <summary>Mode in force at the end.</summary>
    public required string Mode { get; init; }

    /// <summary>Length of the run, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>What became of the frames.</summary>
    public required FrameCounts Frames { get; init; }

    /// <summary>Plans of the policy per second of the run.</summary>
    public required double PolicyStepsPerSecond { get; init; }

    /// <summary>Episodes of the simulator's task.</summary>
    public required EpisodeFigures Episodes { get; init; }

    /// <summary>Percentiles of each stage, ms.</summary>
    public required LatencyFigures LatencyMs { get; init; }

    /// <summary>Verdicts of the safety gate.</summary>
    public required GateCounts Gate { get; init; }

    /// <summary>Every edge of the graph.</summary>
    public required IReadOnlyList<EdgeFigures> Edges { get; init; }

    /// <summary>What went wrong or was withheld, by reason.</summary>
    public required FaultFigures Faults { get; init; }

    /// <summary>Models that took part.</summary>
    public required IReadOnlyList<ModelFigure> Models { get; init; }

    /// <summary>Seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Commit that the engine was built from.</summary>
    public required string Commit { get; init; }

    /// <summary>Version of the engine.</summary>
    public required string Version { get; init; }

    /// <summary>The machine in words.</summary>
    public required string Machine { get; init; }

    /// <summary>When the report was made, UTC.</summary>
    public required DateTime Date { get; init; }

    /// <summary>Gathers the figures of an engine that has run.</summary>
    /// <param name="engine">Engine.</param>
    /// <param name="context">What it does not know.</param>
    /// <param name="time">Clock for the date.</param>
    public static RunReport Of(EngineGraph engine, RunContext context, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(time);
        return new()
        {
            Source = context.Source,
            Device = context.Device,
            Mode = engine.Mode.ToString().ToLowerInvariant(),
            Seconds = Math.Round(engine.Seconds, 3),
            Frames = engine.Frames,
            PolicyStepsPerSecond = engine.Seconds > 0 ? Math.Round(engine.PolicySteps / engine.Seconds, 2) : 0,
            Episodes = new(engine.Robot.Scene?.Finished ?? 0, engine.Robot.Scene?.Successes ?? 0),
            LatencyMs = LatencyFigures.Of(engine),
            Gate = engine.Robot.Health?.Gate ?? default,
            Edges = [.. engine.Edges.Select(EdgeFigures.Of)],
            Faults = new(engine.SourceFaults.Snapshot(), engine.Withheld.Snapshot(), engine.BusDropped, engine.ModeRefusal),
            Models = context.Models,
            Seed = context.Seed,
            Commit = BuildInfo.Commit,
            Version = BuildInfo.Version,
            Machine = MachineInfo.Describe(),
            Date = time.GetUtcNow().UtcDateTime,
        };
    }

    /// <summary>Writes the report as JSON: whole or not at all.</summary>
    /// <param name="path">File; its folder is made if need be.</param>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, this, ReportJson.Default.RunReport);
        stream.WriteByte((byte)'\n');
    });
}
