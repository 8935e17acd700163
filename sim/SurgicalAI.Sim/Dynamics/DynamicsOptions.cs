using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>Constants of a dynamics world.</summary>
public sealed record DynamicsOptions
{
    /// <summary>Gravity, m/s^2.</summary>
    public Vec3 GravityMPerS2 { get; init; } = new(0, 0, -9.81);

    /// <summary>Speed above which a particle or body is taken for thrown by a clash of constraints and held back, m/s.</summary>
    public double MaxSpeedMPerS { get; init; } = 5;

    /// <summary>Turning speed above which a body is held back, rad/s.</summary>
    public double MaxTurnRadPerS { get; init; } = 200;
}
