using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>dataset split</c>; keys as in docs/reports.md.</summary>
internal sealed record DatasetSplitReport(string Folder, ulong Seed, IReadOnlyList<SplitPart> Parts, string Commit)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/dataset-split/1";

    /// <summary>Report of a split set.</summary>
    public static DatasetSplitReport Of(string folder, FrameIndex index, ulong seed)
    {
        var parts = index.Frames.GroupBy(frame => frame.Split ?? "").OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => new SplitPart(part.Key, part.Count(), [.. part.Select(frame => frame.Group).Distinct().Order(StringComparer.Ordinal)]));
        return new(folder, seed, [.. parts], BuildInfo.Commit);
    }
}

/// <summary>A part of a split.</summary>
internal sealed record SplitPart(string Part, int Frames, IReadOnlyList<string> Groups);
