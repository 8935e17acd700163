using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.App.Faults;

/// <summary>A policy that goes wrong on demand.</summary>
/// <param name="inner">Policy; not disposed here.</param>
/// <param name="board">Which faults are in force.</param>
/// <param name="seed">Seed of what it asks for when it asks for too much.</param>
internal sealed class FaultyPolicy(IPolicy inner, FaultBoard board, ulong seed) : IPolicy
{
    // From inside the step limit, where only speed is wrong, to far outside of any reach.
    private static readonly double[] s_leapsM = [20 * Si.Mm, 45 * Si.Mm, 0.2, 5];

    private readonly Random _random = new(unchecked((int)seed));

    /// <inheritdoc/>
    public string Model => inner.Model;

    /// <inheritdoc/>
    public void Reset() => inner.Reset();

    /// <inheritdoc/>
    public Outcome<PolicyPlan> Plan(in PolicyObservation observation)
    {
        board.WaitWhile(FaultKind.ModelStall);
        var outcome = inner.Plan(observation);
        return !outcome.TryGet(out var plan) ? outcome
            : board.IsOn(FaultKind.ModelNan) ? plan with { Waypoints = [.. plan.Waypoints.Select(NotANumber)] }
            : board.IsOn(FaultKind.ModelOverLimits) ? plan with { Waypoints = [.. plan.Waypoints.Select(Leap)], Confidence = 1 }
            : outcome;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static Waypoint NotANumber(Waypoint w) => w with { T_ecm_tool = new(w.T_ecm_tool.R, new(double.NaN, double.NaN, double.NaN)) };

    private Waypoint Leap(Waypoint w)
    {
        var leapM = s_leapsM[_random.Next(s_leapsM.Length)];
        var off = new Vec3(Sign() * leapM, Sign() * leapM, Sign() * leapM);
        return w with { T_ecm_tool = new(w.T_ecm_tool.R, w.T_ecm_tool.P + off), JawRad = Sign() * 3 };
    }

    private double Sign() => (2 * _random.NextDouble()) - 1;
}
