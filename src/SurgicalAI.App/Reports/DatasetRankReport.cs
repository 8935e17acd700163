using System.Text.Json.Serialization;
using SurgicalAI.App.Annotation;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>dataset rank</c>; keys as in docs/reports.md.</summary>
internal sealed record DatasetRankReport(
    string Data,
    string Of,
    string By,
    int Top,
    int Clip,
    IReadOnlyList<string> Chosen,
    IReadOnlyList<FrameDoubtFigure> Frames,
    ModelReport Model,
    ulong Seed,
    string Device,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    /// <summary>The name itself.</summary>
    public const string SchemaName = "surgicalai/dataset-rank/1";

    /// <summary>Report of a ranking.</summary>
    public static DatasetRankReport For(string data, IFrameSet set, string of, RankingOptions options, FrameRanking ranking, ModelReport model, string device) => new(
        data, of, options.ByChance ? "chance" : "doubt", options.Top, options.Clip,
        [.. ranking.Chosen.Select(i => set.Frames[i].Name)],
        [.. ranking.Frames.OrderByDescending(frame => frame.Doubt).Select(frame => new FrameDoubtFigure(set.Frames[frame.Index].Name, set.Frames[frame.Index].Group, Math.Round(frame.Doubt, 5)))],
        model, options.Seed, device, BuildInfo.Commit, MachineInfo.Describe());
}

/// <summary>A frame and the network's doubt about it, 0 to 1.</summary>
internal sealed record FrameDoubtFigure(string Name, string Group, double Doubt);
