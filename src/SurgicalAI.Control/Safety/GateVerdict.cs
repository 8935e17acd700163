namespace SurgicalAI.Control.Safety;

/// <summary>What became of a command.</summary>
public enum GateVerdict
{
    /// <summary>There was no wish for motion: brake to a hold.</summary>
    Held = 0,

    /// <summary>Passed unchanged.</summary>
    Cleared,

    /// <summary>Changed to the nearest safe one.</summary>
    Clamped,

    /// <summary>Not used; the arm brakes to a hold.</summary>
    Refused,
}
