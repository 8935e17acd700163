using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs;

/// <summary><c>eval ranking</c>: several networks on the same frames, by accuracy and by robustness.</summary>
internal static class EvalRankingVerb
{
    private static readonly Argument<FileInfo[]> Files = new("reports")
    {
        Description = "JSON reports of eval segmentation --data on the same frames, one a method.",
        Arity = new(2, 1000),
    };

    private static readonly Option<string> Metric = MetricOption();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("ranking", "Ranks networks as the ROBUST-MIS challenge does. Example: eval ranking mine.json theirs.json --metric dice --json ranking.json") { Files, Metric, Json };
        command.SetAction(Run);
        return command;
    }

    private static Option<string> MetricOption()
    {
        var option = new Option<string>("--metric") { Description = "dice, nsd or iou, of the foreground by frame.", DefaultValueFactory = _ => "dice" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } metric && !MethodComparison.Metrics.ContainsKey(metric))
            {
                result.AddError($"--metric '{metric}' is unknown; there are {string.Join(", ", MethodComparison.Metrics.Keys)}.");
            }
        });
        return option;
    }

    private static int Run(ParseResult parsed)
    {
        var report = MethodComparison.Rank(parsed.GetRequiredValue(Files), parsed.GetRequiredValue(Metric));
        foreach (var m in report.Methods.OrderBy(m => m.AccuracyRank))
        {
            Console.WriteLine($"{m.Name,-24} accuracy {m.AccuracyRank} ({m.Wins} wins)  robustness {m.RobustnessRank}  {report.Metric} mean {m.Mean:F3}, 5th percentile {m.P5:F3}");
        }

        if (parsed.GetValue(Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return 0;
    }
}
