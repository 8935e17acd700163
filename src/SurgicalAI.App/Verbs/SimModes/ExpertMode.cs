using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --expert</c>: how often the task's scripted expert succeeds, and how fast the simulator plays it.</summary>
internal static class ExpertMode
{
    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = SimArguments.Options(parsed);
        var report = ExpertScore.Run(
            options, parsed.GetRequiredValue(SimArguments.Look), SimArguments.Range(parsed), cancellation);
        Print(report);
        FirstEpisode.Record(parsed, options, TaskDrivers.Expert);
        if (parsed.GetValue(SimArguments.Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return Task.FromResult(0);
    }

    private static void Print(SimExpertReport r)
    {
        Console.WriteLine($"{r.Task}: {r.Successes}/{r.Episodes} = {r.SuccessRate:F3}  (95 % {r.Ci95[0]:F3} to {r.Ci95[1]:F3}), median {r.MedianSeconds:F2} s");
        Console.WriteLine($"state hash {r.StateHash}, {r.ControlStepsPerSecond:F0} control steps/s with {r.Workers} workers");
        if (r.Failures.Count > 0)
        {
            Console.WriteLine($"failing seeds: {string.Join(' ', r.Failures)}");
        }
    }
}
