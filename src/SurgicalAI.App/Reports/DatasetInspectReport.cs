using System.Text.Json.Serialization;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Datasets.Inspection;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>dataset inspect</c>: the inspection with its provenance; keys as in docs/reports.md.</summary>
internal sealed record DatasetInspectReport : DatasetInspection
{
    /// <summary>Report of an inspection.</summary>
    /// <param name="source">The set as given.</param>
    /// <param name="found">What was found.</param>
    public DatasetInspectReport(string source, DatasetInspection found)
        : base(found) => Source = source;

    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-2)]
    public string Schema { get; init; } = "surgicalai/dataset-inspect/1";

    /// <summary>The set as given.</summary>
    [JsonPropertyOrder(-1)]
    public string Source { get; }

    /// <summary>Commit of the program.</summary>
    [JsonPropertyOrder(1)]
    public string Commit { get; } = BuildInfo.Commit;
}
