using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Datasets.Inspection;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>dataset inspect</c>; keys as in docs/reports.md.</summary>
internal sealed record DatasetInspectReport(
    string Source,
    string Dataset,
    int Frames,
    int Labelled,
    IReadOnlyList<GroupFigure> Groups,
    IReadOnlyList<SizeFigure> Sizes,
    IReadOnlyList<LabelFigure> Labels,
    long IgnoredPixels,
    IReadOnlyList<string> Bad,
    IReadOnlyList<IReadOnlyList<string>> Duplicates,
    IReadOnlyList<IReadOnlyList<string>> Placeholders,
    IReadOnlyList<string> Leaks,
    string Commit)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/dataset-inspect/1";

    /// <summary>Report of an inspection.</summary>
    public static DatasetInspectReport Of(string source, DatasetInspection found) => new(
        source, found.Dataset, found.Frames, found.Labelled, found.Groups, found.Sizes, found.Labels, found.IgnoredPixels, found.Bad, found.Duplicates, found.Placeholders, found.Leaks, BuildInfo.Commit);
}
