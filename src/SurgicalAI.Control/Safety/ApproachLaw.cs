namespace SurgicalAI.Control.Safety;

/// <summary>
/// How fast the instrument may close in on a surface: a floor, and so much more for each metre of distance left. At 4 per second the
/// surface is never less than a quarter of a second away, but for the floor.
/// </summary>
/// <param name="FloorMPerS">Closing speed allowed at the surface's margin, m/s.</param>
/// <param name="PerS">How much it grows with distance, 1/s.</param>
public readonly record struct ApproachLaw(double FloorMPerS, double PerS)
{
    /// <summary>Greatest closing speed at a distance, m/s.</summary>
    /// <param name="distanceM">Distance left to the margin (no-go) or to the surface (tissue), metres.</param>
    public double AllowedMPerS(double distanceM) => FloorMPerS + (PerS * Math.Max(0, distanceM));
}
