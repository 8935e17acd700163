using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>
/// Injects faults while the arm moves, at random moments, and watches the arm: how soon it is safe, whether a limit is passed, whether it
/// moves without authority, and whether it moves again before the operator has re-armed.
/// </summary>
/// <param name="stage">The closed loop.</param>
/// <param name="injections">Injections of each fault.</param>
/// <param name="seed">Seed of the moments.</param>
internal sealed class FaultBench(FaultStage stage, int injections, ulong seed)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_fault = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_press = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(unchecked((int)seed));

    /// <summary>Injects every fault.</summary>
    public async Task<IReadOnlyList<FaultFigure>> RunAsync(IReadOnlyList<FaultCase> cases, CancellationToken cancellation)
    {
        var figures = new List<FaultFigure>();
        var progress = new Progress("bench faults", cases.Count * injections);
        foreach (var fault in cases)
        {
            var seen = new List<InjectionFigure>();
            for (var i = 0; i < injections; i++)
            {
                seen.Add(await InjectAsync(fault, cancellation).ConfigureAwait(false));
                progress.Step(fault.Name);
            }

            figures.Add(FaultFigure.Of(fault.Name, seen));
        }

        return figures;
    }

    private async Task<InjectionFigure> InjectAsync(FaultCase fault, CancellationToken cancellation)
    {
        await MoveAsync(cancellation).ConfigureAwait(false);
        await Task.Delay(_random.Next(0, 700), cancellation).ConfigureAwait(false);
        while (!stage.Probe.Sample.IsMoving)
        {
            await MoveAsync(cancellation).ConfigureAwait(false);
        }

        stage.Probe.Forget();
        var before = stage.Probe.Sample;
        fault.Begin(stage);
        var safeMs = await WatchAsync(before.AtNs, cancellation).ConfigureAwait(false);
        fault.End(stage);
        var resumed = await ResumesByItselfAsync(safeMs is not null, cancellation).ConfigureAwait(false);
        var after = stage.Probe.Sample;
        await stage.ReviveAsync().ConfigureAwait(false);
        return new(safeMs, after.Overshoots - before.Overshoots, after.FollowedAfterLossNs / 1e6, after.MovedAfterLossNs / 1e6, after.TravelAfterLossM / Si.Mm, resumed, after.Reason);
    }

    // The whole length of the fault; the first time that the arm is safe counts.
    private async Task<double?> WatchAsync(long sinceNs, CancellationToken cancellation)
    {
        double? safeMs = null;
        for (var left = s_fault; left > TimeSpan.Zero; left -= s_look)
        {
            await Task.Delay(s_look, cancellation).ConfigureAwait(false);
            var sample = stage.Probe.Sample;
            if (safeMs is null && sample.IsSafe)
            {
                safeMs = (Math.Max(sample.LastMoveNs, sample.LastFollowNs) - sinceNs) / 1e6;
            }
        }

        return safeMs is null ? null : Math.Max(0, safeMs.Value);
    }

    // The operator still holds accept; an arm that had stopped must wait until it was let go and pressed anew.
    private async Task<bool> ResumesByItselfAsync(bool hadStopped, CancellationToken cancellation)
    {
        var wasSafe = hadStopped && stage.Probe.Sample.IsSafe;
        await Task.Delay(s_after, cancellation).ConfigureAwait(false);
        return wasSafe && !stage.Probe.Sample.IsSafe;
    }

    // An engine on a busy machine may fall silent by itself; then the operator lets go and presses once more, as a person would.
    private async Task MoveAsync(CancellationToken cancellation)
    {
        var left = s_patience;
        do
        {
            await PressAsync(cancellation).ConfigureAwait(false);
            left -= s_press;
        }
        while (left > TimeSpan.Zero && !stage.Probe.Sample.IsMoving);

        await UntilAsync(() => stage.Probe.Sample.IsMoving, "the arm to move", cancellation).ConfigureAwait(false);
    }

    // Lets go, re-arms where that is wanted, presses anew, and waits a while until the arm moves.
    private async Task PressAsync(CancellationToken cancellation)
    {
        stage.Operator.Release();
        await UntilAsync(() => stage.Probe.Sample.IsSafe, "the arm to stand once accept is let go", cancellation).ConfigureAwait(false);
        if (stage.Probe.Sample.State == CrtkState.Paused)
        {
            stage.Operator.Rearm();
        }

        stage.Operator.Press();
        for (var left = s_press; left > TimeSpan.Zero && !stage.Probe.Sample.IsMoving; left -= s_look)
        {
            await Task.Delay(s_look, cancellation).ConfigureAwait(false);
        }
    }

    private async Task UntilAsync(Func<bool> condition, string what, CancellationToken cancellation)
    {
        for (var left = s_patience; !condition(); left -= s_look)
        {
            if (left <= TimeSpan.Zero)
            {
                throw new UserErrorException($"bench faults waited {s_patience.TotalSeconds:F0} s for {what}; it says: {stage.Probe.Sample.Reason}.");
            }

            await Task.Delay(s_look, cancellation).ConfigureAwait(false);
        }
    }
}
