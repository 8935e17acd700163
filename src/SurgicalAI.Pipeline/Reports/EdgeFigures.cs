using System.Text.Json;
using SurgicalAI.Pipeline.Edges;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>Figures of one edge.</summary>
/// <param name="Name">Name.</param>
/// <param name="Policy">"latest", "wait" or "drop_oldest".</param>
/// <param name="In">Items that came in.</param>
/// <param name="Out">Items that went out.</param>
/// <param name="Dropped">Items thrown away.</param>
/// <param name="WaitMs">How long items waited in it, ms.</param>
public sealed record EdgeFigures(string Name, string Policy, long In, long Out, long Dropped, LatencySummary WaitMs)
{
    internal static EdgeFigures Of(EdgeCounts edge) => new(
        edge.Name,
        JsonNamingPolicy.SnakeCaseLower.ConvertName(edge.Policy.ToString()),
        edge.In,
        edge.Out,
        edge.Dropped,
        edge.Wait.Summary());
}
