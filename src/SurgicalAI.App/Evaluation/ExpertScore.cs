using System.Diagnostics;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>Scores a task's scripted expert.</summary>
internal static class ExpertScore
{
    /// <summary>Plays the episodes and sums them up.</summary>
    public static SimExpertReport Run(SimOptions options, string look, EpisodeRange range, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var progress = new Progress(options.Task, range.Episodes);
        var episodes = TaskBatch.Play(options, task => task.MakeExpert(), range, progress, cancellation);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var successes = episodes.Where(e => e.Success).ToArray();
        var medianSteps = Median.Of(successes.Select(e => (double)e.Steps));
        return new SimExpertReport(
            options.Task,
            range.Episodes,
            successes.Length,
            (double)successes.Length / range.Episodes,
            WilsonInterval.At95(successes.Length, range.Episodes),
            medianSteps,
            medianSteps * SimWorld.StepS,
            SimWorld.StepS,
            [.. episodes.Where(e => !e.Success).Select(e => e.Seed)],
            episodes.Sum(e => (long)e.Unreachable),
            StateHashes.Join(episodes.Select(e => e.StateHash)),
            episodes.Sum(e => e.Steps) / seconds,
            range.Workers,
            range.Seed,
            options.Realism.IsOn,
            look,
            BuildInfo.Commit,
            MachineInfo.Describe());
    }
}
