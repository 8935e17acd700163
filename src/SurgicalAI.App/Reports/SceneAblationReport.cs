using System.Text.Json.Serialization;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>train segmentation --ablation</c>; keys as in docs/reports.md.</summary>
internal sealed record SceneAblationReport(IReadOnlyList<SceneAblationRow> Variants, int Steps, int Batch, ulong Seed, string Device, string Commit, string Machine, string Date)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/scene-ablation/1";

    /// <summary>The table for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{"variant",-18}{"parameters",12}{"simulator",11}{"over tissue",13}{"lesion Dice",13}{"real",8}{string.Concat(Variants[0].Scored.Select(s => $"{s.Dataset,15}"))}";
        foreach (var v in Variants)
        {
            yield return $"{v.Name,-18}{v.Parameters,12:F0}{v.SimulatorIou,11:F3}{v.OverTissueIou,13:F3}{v.LesionDice,13:F3}{v.InstrumentIou,8:F3}{string.Concat(v.Scored.Select(s => $"{s.Iou,15:F3}"))}";
        }
    }
}

/// <summary>One variant: mean IoU on held-out simulator frames, IoU of instruments laid over held-out real frames, Dice of held-out lesions, IoU of the instruments of held-out real frames.</summary>
internal sealed record SceneAblationRow(
    string Name, double? Parameters, double? SimulatorIou, double? OverTissueIou, double? LesionDice, double? InstrumentIou, IReadOnlyList<SceneAblationScore> Scored, string ModelSha256);

/// <summary>Mean over the frames of a set that no variant learnt from.</summary>
internal sealed record SceneAblationScore(string Dataset, string Of, double? Iou, double? Dice);
