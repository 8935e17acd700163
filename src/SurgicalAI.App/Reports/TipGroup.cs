using SurgicalAI.App.Evaluation.Tips;

namespace SurgicalAI.App.Reports;

/// <summary>Tips in space of one task, episode, or cause of error.</summary>
/// <param name="By">task, episode, or cause.</param>
/// <param name="Name">Its name; an episode's number, task and look.</param>
/// <param name="Kind">As in <see cref="TipSpace"/>.</param>
/// <param name="Count">Answers scored.</param>
/// <param name="Answered">Share of the tips in sight for which a place was told.</param>
/// <param name="MedianMm">Median distance from the truth.</param>
/// <param name="P95Mm">95th percentile.</param>
/// <param name="DepthBiasMm">Median error along the optical axis; positive is too far.</param>
internal sealed record TipGroup(string By, string Name, string Kind, int Count, double? Answered, double? MedianMm, double? P95Mm, double? DepthBiasMm)
{
    /// <summary>All groups; what is unseen has a cause's row alone.</summary>
    public static IReadOnlyList<TipGroup> All(IReadOnlyList<TipSample> samples)
    {
        TipSample[] seen = [.. samples.Where(s => s.Cause != TipCause.Unseen)];
        return
        [
            .. Groups("task", seen, s => s.Task),
            .. Groups("episode", seen, s => $"{s.Episode} {s.Task}, {s.Look}"),
            .. Groups("cause", samples, s => TipNames.Of(s.Cause)),
        ];
    }

    private static IEnumerable<TipGroup> Groups(string grouping, IEnumerable<TipSample> samples, Func<TipSample, string> name) =>
        from s in samples
        group s by (Name: name(s), s.Kind) into g
        let f = TipFigures.Of(g)
        select new TipGroup(grouping, g.Key.Name, TipNames.Of(g.Key.Kind), f.Count, f.Answered, f.MedianMm, f.P95Mm, f.DepthBiasMm);
}

/// <summary>Figures of some tips; null: none.</summary>
internal readonly record struct TipFigures(int Count, double? Answered, double? MedianMm, double? P95Mm, double? DepthBiasMm)
{
    /// <summary>Figures of these.</summary>
    public static TipFigures Of(IEnumerable<TipSample> samples)
    {
        TipSample[] all = [.. samples];
        TipError[] errors = [.. all.Where(s => s.Answered).Select(s => s.Error)];
        return new(
            errors.Length, all.Length == 0 ? null : (double)errors.Length / all.Length,
            Millimetres(errors.Select(e => e.ErrorM), 0.5), Millimetres(errors.Select(e => e.ErrorM), 0.95), Millimetres(errors.Select(e => e.AlongM), 0.5));
    }

    private static double? Millimetres(IEnumerable<double> metres, double q) => EvalTipsReport.Quantile(metres, q) is { } value ? 1e3 * value : null;
}

/// <summary>Names in reports.</summary>
internal static class TipNames
{
    public static string Of(TipKind kind) => kind switch
    {
        TipKind.Single => "single",
        TipKind.Tracked => "tracked",
        TipKind.TrackedWithArm => "tracked-with-arm",
        TipKind.TrackedInSight => "tracked-in-sight",
        _ => "arm-alone",
    };

    public static string Of(TipCause cause) => cause switch
    {
        TipCause.None => "none",
        TipCause.Misplaced => "misplaced",
        TipCause.OtherTool => "other-tool",
        TipCause.HiddenByItself => "hidden-by-itself",
        TipCause.HiddenByTool => "hidden-by-tool",
        TipCause.HiddenByThing => "hidden-by-thing",
        TipCause.Outside => "outside",
        TipCause.HiddenRight => "hidden-right",
        TipCause.OutsideRight => "outside-right",
        TipCause.Missed => "missed",
        _ => "unseen",
    };
}
