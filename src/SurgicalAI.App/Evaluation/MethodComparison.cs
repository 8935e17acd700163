using SurgicalAI.App.Reports;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.App.Evaluation;

/// <summary>Ranks methods by their reports of <c>eval segmentation --data</c> on the same frames.</summary>
internal static class MethodComparison
{
    private const double Alpha = 0.05;

    /// <summary>The figures that methods can be ranked by.</summary>
    public static IReadOnlyDictionary<string, Func<FrameFigures, double?>> Metrics { get; } =
        new Dictionary<string, Func<FrameFigures, double?>> { ["dice"] = f => f.Dice, ["nsd"] = f => f.Nsd, ["iou"] = f => f.Iou };

    /// <summary>Ranks.</summary>
    /// <param name="files">Reports, one a method; a method is called by its file's name.</param>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    /// <exception cref="UserErrorException">A file is no such report, or they are not about the same frames.</exception>
    public static EvalRankingReport Rank(IReadOnlyList<FileInfo> files, string metric)
    {
        EvalSegmentationDataReport[] reports = [.. files.Select(Read)];
        for (var i = 1; i < reports.Length; i++)
        {
            if (!reports[i].PerFrame.Select(f => f.Name).SequenceEqual(reports[0].PerFrame.Select(f => f.Name)))
            {
                throw new UserErrorException($"{files[i]} and {files[0]} are not about the same frames; make both with the same --data, --group, --split and --frames.");
            }
        }

        var values = Values(reports, Metrics[metric]);
        var ranked = MethodRanking.Rank([.. files.Select(f => Path.GetFileNameWithoutExtension(f.Name))], values, Alpha);
        return new(
            reports[0].Dataset,
            metric,
            values[0].Length,
            Alpha,
            [.. ranked.Select((m, i) => new MethodScore(m.Name, reports[i].Model, m.Mean, m.P5, m.Wins, m.AccuracyRank, m.RobustnessRank))],
            BuildInfo.Commit);
    }

    // A frame that is empty in the truth and in every prediction says nothing; one that a method alone left empty, as the truth is, it got right.
    private static double[][] Values(EvalSegmentationDataReport[] reports, Func<FrameFigures, double?> of)
    {
        int[] frames = [.. Enumerable.Range(0, reports[0].PerFrame.Count).Where(i => reports.Any(r => of(r.PerFrame[i]) is not null))];
        return frames.Length > 0
            ? [.. reports.Select(r => frames.Select(i => of(r.PerFrame[i]) ?? 1).ToArray())]
            : throw new UserErrorException($"There is nothing to rank: no frame of {reports[0].Dataset} has the foreground.");
    }

    private static EvalSegmentationDataReport Read(FileInfo file)
    {
        var report = ReportFile.Read<EvalSegmentationDataReport>(file);
        return report is { Schema: EvalSegmentationDataReport.SchemaName, PerFrame.Count: > 0 }
            ? report
            : throw new UserErrorException($"{file} is not a report of eval segmentation --data.");
    }
}
