using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --soak</c>: random motions over all tasks, in turn, to find a number that is not finite or a thing that is where no thing can be.</summary>
internal static class SoakMode
{
    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var tasks = SimTasks.Names.Select(name => SimArguments.Options(parsed, name)).ToArray();
        var range = SimArguments.Range(parsed);
        var longestS = parsed.GetRequiredValue(SimArguments.EpisodeSeconds);
        var batch = GuardedBatch.Play(
            tasks, TaskDrivers.Of(TaskDrivers.Random), range, longestS, new Progress("soak", range.Episodes), cancellation);
        var report = Report(range, longestS, batch);
        Console.WriteLine(
            $"{report.Episodes} episodes over {report.Tasks.Count} tasks, {report.Faults.Count} faults, {report.ControlStepsPerSecond:F0} control steps/s with {report.Workers} workers, state hash {report.StateHash}");
        FaultLines.Print(report.Faults);
        if (parsed.GetValue(SimArguments.Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return Task.FromResult(report.Faults.Count == 0 ? 0 : CommandLine.Failed);
    }

    private static SimSoakReport Report(EpisodeRange range, double longestS, GuardedBatch batch) => new(
        range.Episodes,
        longestS,
        [.. batch.Results.GroupBy(r => r.Task).Select(g => new SoakedTask(g.Key, g.Count(), g.Count(r => r.Fault is not null)))],
        batch.ControlSteps,
        batch.ControlStepsPerSecond,
        SimWorld.StepS,
        batch.StateHash,
        batch.Faults,
        range.Workers,
        range.Seed,
        BuildInfo.Commit,
        MachineInfo.Describe());
}
