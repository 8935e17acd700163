using System.CommandLine;
using System.Text.Json;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.Core;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim.Replay;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --replay FOLDER</c>: SurRoL's recorded actions on our arm, and its time to success beside our expert's.</summary>
internal static class ReplayMode
{
    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var range = SimArguments.Range(parsed);
        var files = SurrolEpisodes.FilesIn(parsed.GetValue(SimArguments.Replay)!.FullName);
        var tasks = files.Select(file => Replay(parsed, SurrolEpisodes.Load(file), range, cancellation)).ToArray();
        Print(tasks);
        if (parsed.GetValue(SimArguments.Json) is { } json)
        {
            ReportFile.Write(json, new SimReplayReport(tasks, range.Seed, BuildInfo.Commit, MachineInfo.Describe()));
        }

        return Task.FromResult(0);
    }

    private static ReplayedTask Replay(ParseResult parsed, SurrolEpisodes recording, EpisodeRange range, CancellationToken cancellation)
    {
        var r = SurrolReplay.Run(recording, range.Episodes, cancellation);
        var name = OurName(recording.Task);
        var ours = name is null
            ? null
            : ExpertScore.Run(SimArguments.Options(parsed, name), parsed.GetRequiredValue(SimArguments.Look), range, cancellation);
        return new(
            r.Task,
            name,
            r.Episodes,
            Round(r.TipErrorP50M / Si.Mm),
            Round(r.TipErrorP95M / Si.Mm),
            Round(r.TipErrorMaxM / Si.Mm),
            Round(r.TurnErrorP95Rad / Si.Deg),
            r.Unreachable,
            r.MedianStepsToSuccess,
            Round(r.MedianSuccessS),
            ours?.Episodes ?? 0,
            ours?.SuccessRate,
            ours?.MedianSeconds);
    }

    // "PegTransfer" is our "peg-transfer"; null for a task of SurRoL's that we do not have.
    private static string? OurName(string recorded)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(recorded);
        return SimTasks.Names.Contains(name) ? name : null;
    }

    private static double Round(double value) => Math.Round(value, 4);

    private static void Print(IEnumerable<ReplayedTask> tasks)
    {
        foreach (var t in tasks)
        {
            var ours = t.Task is null ? "" : $", ours after {t.OurMedianS:F1} s ({t.OurSuccessRate:F2})";
            Console.WriteLine(
                $"{t.Recording,-14} {t.Episodes} episodes: tip within {t.TipErrorP95Mm:F2} mm at p95 (p50 {t.TipErrorP50Mm:F2}, max {t.TipErrorMaxMm:F2}); recorded success after {t.RecordedMedianS:F1} s{ours}");
        }
    }
}
