using System.Text.Json.Serialization;
using SurgicalAI.App.Evaluation.Tips;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>eval tips</c>; keys as in docs/reports.md. Null: nothing to score.</summary>
internal sealed record EvalTipsReport(
    int Episodes,
    int Frames,
    IReadOnlyList<int> Resolution,
    bool Realism,
    TipPixels Tip2d,
    TipAngles AxisDeg,
    IReadOnlyList<TipSpace> Tip3d,
    IReadOnlyList<TipGroup> Tip3dBy,
    TipTime TimeMs,
    ModelReport? Model,
    ulong Seed,
    string Device,
    string Commit,
    string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/eval-tips/1";

    private static readonly (double FromM, double ToM)[] Bands = [(0.05, 0.12), (0.05, 0.075), (0.075, 0.1), (0.1, 0.12), (0.12, 0.3)];

    /// <summary>Report of a run.</summary>
    public static EvalTipsReport Of(TipEvaluationOptions options, TipScore score, ModelReport? model, string device)
    {
        return new(
            options.Episodes, score.Frames, [options.WidthPx, options.HeightPx], options.Realism,
            new(score.Visible, Share(score.Missed, score.Visible), Share(score.False, score.Frames), Quantile(score.TipPx, 0.5), Quantile(score.TipPx, 0.95)),
            new(score.AxisDeg.Count, Quantile(score.AxisDeg, 0.5), Quantile(score.AxisDeg, 0.95)),
            [.. Enum.GetValues<TipKind>().SelectMany(kind => Rows(kind, score.Samples))], TipGroup.All(score.Samples),
            new(Quantile(score.Milliseconds, 0.5), Quantile(score.Milliseconds, 0.99)),
            model, options.Seed, device, BuildInfo.Commit, MachineInfo.Describe());
    }

    private static IEnumerable<TipSpace> Rows(TipKind kind, IReadOnlyList<TipSample> samples) => Bands.Select(band =>
    {
        var figures = TipFigures.Of(samples.Where(s => s.Kind == kind && s.Cause != TipCause.Unseen && s.Error.DepthM >= band.FromM && s.Error.DepthM < band.ToM));
        return new TipSpace(TipNames.Of(kind), 1e3 * band.FromM, 1e3 * band.ToM, figures.Count, figures.Answered, figures.MedianMm, figures.P95Mm, figures.DepthBiasMm);
    });

    internal static double? Quantile(IEnumerable<double> values, double q)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : Spread.Quantile(sorted, q);
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>Tips in the left picture.</summary>
/// <param name="Visible">True tips whose ends were visible, over all pictures.</param>
/// <param name="Missed">Share of them that was not found.</param>
/// <param name="FalsePerFrame">Tips found where none is, by picture.</param>
/// <param name="MedianPx">Median distance of those found.</param>
/// <param name="P95Px">95th percentile.</param>
internal sealed record TipPixels(int Visible, double? Missed, double? FalsePerFrame, double? MedianPx, double? P95Px);

/// <summary>Angle between the found and the true axis of the shaft, degrees.</summary>
internal sealed record TipAngles(int Count, double? Median, double? P95);

/// <summary>Tips in space at one range of depths.</summary>
/// <param name="Kind">single: one stereo picture; tracked: pictures over time; tracked-with-arm: with the arm's reports; tracked-in-sight: these without the tips told as hidden; arm-alone: these reports alone.</param>
/// <param name="FromMm">Least true depth.</param>
/// <param name="ToMm">Greatest true depth.</param>
/// <param name="Count">Answers scored.</param>
/// <param name="Answered">Share of the tips in sight for which a place was told.</param>
/// <param name="MedianMm">Median distance from the truth.</param>
/// <param name="P95Mm">95th percentile.</param>
/// <param name="DepthBiasMm">Median error along the optical axis; positive is too far.</param>
internal sealed record TipSpace(string Kind, double FromMm, double ToMm, int Count, double? Answered, double? MedianMm, double? P95Mm, double? DepthBiasMm);

/// <summary>Time of finding, matching and filtering both eyes of a picture, without the network.</summary>
internal sealed record TipTime(double? P50, double? P99);
