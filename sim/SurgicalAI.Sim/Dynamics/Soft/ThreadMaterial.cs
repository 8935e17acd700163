namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>A suture thread in SI units. The defaults are a braided 3-0 suture, wet.</summary>
public readonly record struct ThreadMaterial()
{
    /// <summary>Radius, metres.</summary>
    public double RadiusM { get; init; } = 0.00013;

    /// <summary>Mass per length, kg/m.</summary>
    public double MassKgPerM { get; init; } = 8e-5;

    /// <summary>Force per strain, newtons: Young's modulus times cross-section.</summary>
    public double StretchN { get; init; } = 100;

    /// <summary>Bending stiffness, N m^2: moment per curvature.</summary>
    public double BendingNm2 { get; init; } = 3e-9;

    /// <summary>Rayleigh's mass factor, 1/s.</summary>
    public double DampingPerS { get; init; } = 6;

    /// <summary>Tension at which it breaks, newtons.</summary>
    public double TearForceN { get; init; } = double.PositiveInfinity;

    /// <summary>How far jaws flatten it per newton at a node, metres.</summary>
    public double SquashMPerN { get; init; } = 2e-5;

    /// <summary>Friction coefficient.</summary>
    public double Friction { get; init; } = 0.4;
}
