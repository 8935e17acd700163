using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Simulation;

/// <summary>How the control loop runs.</summary>
/// <param name="RateHz">Ticks per second: 500, the physics' own, or a multiple of it.</param>
/// <param name="RealTime">Whether SCHED_FIFO is asked for.</param>
internal sealed record ControlPace(int RateHz, bool RealTime)
{
    private const int StepsPerS = (int)(1 / SimWorld.StepS);

    /// <summary>One tick for each step of the physics.</summary>
    public static ControlPace Default { get; } = new(StepsPerS, false);

    /// <summary>Checks the rate.</summary>
    /// <exception cref="UserErrorException">The physics' step is not a whole number of ticks.</exception>
    public ControlPace Validate() => RateHz is >= StepsPerS and <= 2 * StepsPerS && RateHz % StepsPerS == 0
        ? this
        : throw new UserErrorException($"--control-rate {RateHz} is not one of {StepsPerS}, {2 * StepsPerS}: the simulator's physics moves {StepsPerS} times a second.");
}
