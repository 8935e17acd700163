namespace SurgicalAI.Control.Safety;

/// <summary>Where one axis is to be, and how that moves.</summary>
/// <param name="Position">Target of this tick, rad or m.</param>
/// <param name="Rate">Its speed, rad/s or m/s.</param>
/// <param name="Acceleration">Its acceleration, rad/s^2 or m/s^2.</param>
internal readonly record struct AxisTarget(double Position, double Rate, double Acceleration);
