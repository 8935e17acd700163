using System.CommandLine;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --real-time</c>: expert and cameras at real time for long, to see that memory stays flat, time true and numbers finite.</summary>
internal static class EnduranceMode
{
    private const int SamplesWanted = 180;
    private const double ShortestSampleS = 0.5;

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var seconds = parsed.GetRequiredValue(SimArguments.Seconds);
        if (seconds <= 0)
        {
            throw new UserErrorException("--real-time needs --seconds: how long it is to run, for example 1800.");
        }

        var options = SimArguments.Options(parsed);
        var seed = parsed.GetRequiredValue(SimArguments.Seed);
        using var play = new RealTimePlay(options, seed);
        using var camera = parsed.GetValue(SimArguments.NoRender) ? null : Camera(options, seed, play);
        var memory = new MemoryWatch();
        var start = Stopwatch.GetTimestamp();
        play.Start();
        await WatchAsync(play, camera, memory, start, seconds, cancellation).ConfigureAwait(false);
        var elapsedS = Stopwatch.GetElapsedTime(start).TotalSeconds;
        play.Dispose();
        return Conclude(parsed, Report(options, seed, play, camera, memory, elapsedS));
    }

    private static VideoStreamer Camera(SimOptions options, ulong seed, RealTimePlay play) =>
        new(new SimCamera(options, seed, play.Scene, TimeProvider.System), new PictureFeed());

    private static async Task WatchAsync(
        RealTimePlay play, VideoStreamer? camera, MemoryWatch memory, long start, double seconds, CancellationToken cancellation)
    {
        var every = Math.Max(ShortestSampleS, seconds / SamplesWanted);
        var progress = new Progress("real time", (int)Math.Ceiling(seconds / every));
        for (var next = every; next < seconds + every && !cancellation.IsCancellationRequested; next += every)
        {
            var left = Math.Min(next, seconds) - Stopwatch.GetElapsedTime(start).TotalSeconds;
            await Waiting.UntilAsync(() => Failure() is not null, Math.Max(left, 0.001), cancellation).ConfigureAwait(false);
            if (Failure() is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            var sample = memory.Take(Stopwatch.GetElapsedTime(start).TotalSeconds, play.SimulatedS);
            progress.Step($"{sample.WorkingSetMb:F0} MiB, drift {sample.DriftS:F3} s");
        }

        Exception? Failure() => play.Loop.Failure ?? camera?.Failure;
    }

    private static SimEnduranceReport Report(
        SimOptions options, ulong seed, RealTimePlay play, VideoStreamer? camera, MemoryWatch memory, double elapsedS)
    {
        var periods = play.Loop.Periods;
        return new SimEnduranceReport(
            options.Task,
            Math.Round(elapsedS, 3),
            play.SimulatedS,
            Math.Round(elapsedS - play.SimulatedS, 4),
            play.Loop.Skipped,
            periods.PercentileMs(0.5),
            periods.PercentileMs(0.99),
            periods.MaxMs,
            play.Episodes,
            play.Successes,
            camera?.Frames ?? 0,
            memory.Trend(s => s.WorkingSetMb),
            memory.Trend(s => s.GcHeapMb),
            memory.Samples,
            play.Faults,
            seed,
            BuildInfo.Commit,
            MachineInfo.Describe());
    }

    private static int Conclude(ParseResult parsed, SimEnduranceReport r)
    {
        Console.WriteLine($"{r.Task}: {r.Seconds:F0} s, {r.Episodes} episodes, {r.Successes} successes, {r.FramesRendered} frames, {r.Faults.Count} faults");
        Console.WriteLine(
            $"clock less simulated time {r.ClockDriftS:F3} s ({r.SkippedSteps} steps skipped), memory {r.WorkingSetMb.Early:F0} to {r.WorkingSetMb.Late:F0} MiB, heap {r.GcHeapMb.Early:F1} to {r.GcHeapMb.Late:F1} MiB");
        if (parsed.GetValue(SimArguments.Json) is { } file)
        {
            ReportFile.Write(file, r);
        }

        return r.Faults.Count == 0 ? 0 : CommandLine.Failed;
    }
}
