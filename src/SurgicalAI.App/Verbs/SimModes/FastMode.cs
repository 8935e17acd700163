using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --fast</c>: episodes as fast as they go, without pictures, with a driver of choice, watched for what cannot be.</summary>
internal static class FastMode
{
    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = SimArguments.Options(parsed);
        var driver = parsed.GetRequiredValue(SimArguments.Driver);
        var make = TaskDrivers.Of(driver);
        var range = SimArguments.Range(parsed);
        var batch = GuardedBatch.Play([options], make, range, double.PositiveInfinity, new Progress(options.Task, range.Episodes), cancellation);
        var report = Report(options, driver, range, batch);
        Console.WriteLine(
            $"{report.Task}, {driver}: {report.Successes}/{report.Episodes} successes, {report.ControlStepsPerSecond:F0} control steps/s with {report.Workers} workers, state hash {report.StateHash}");
        FaultLines.Print(report.Faults);
        FirstEpisode.Record(parsed, options, driver);
        if (parsed.GetValue(SimArguments.Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return Task.FromResult(report.Faults.Count == 0 ? 0 : CommandLine.Failed);
    }

    private static SimFastReport Report(SimOptions options, string driver, EpisodeRange range, GuardedBatch batch)
    {
        var successes = batch.Results.Count(r => r.Success);
        return new SimFastReport(
            options.Task,
            driver,
            range.Episodes,
            successes,
            (double)successes / range.Episodes,
            WilsonInterval.At95(successes, range.Episodes),
            batch.ControlSteps,
            batch.ControlStepsPerSecond,
            SimWorld.StepS,
            batch.StateHash,
            batch.Faults,
            range.Workers,
            range.Seed,
            options.Realism.IsOn,
            BuildInfo.Commit,
            MachineInfo.Describe());
    }
}
