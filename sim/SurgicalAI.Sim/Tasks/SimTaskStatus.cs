namespace SurgicalAI.Sim.Tasks;

/// <summary>How the running episode stands.</summary>
/// <param name="Success">True once the goal was reached in this episode.</param>
/// <param name="DistanceM">Distance of the jaw control point from the goal now, metres.</param>
/// <param name="ElapsedS">Simulated time since the goal was set, seconds.</param>
/// <param name="TimedOut">True when the time limit has passed without success.</param>
public readonly record struct SimTaskStatus(bool Success, double DistanceM, double ElapsedS, bool TimedOut)
{
    /// <summary>True when the episode is over.</summary>
    public bool IsOver => Success || TimedOut;
}
