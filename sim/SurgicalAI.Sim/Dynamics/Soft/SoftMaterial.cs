namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>An isotropic elastic solid in SI units. The neo-Hookean law reduces to Hooke's with these constants at small strain.</summary>
public readonly record struct SoftMaterial()
{
    /// <summary>Young's modulus, pascals. Soft organs: 1 to 50 kPa.</summary>
    public double YoungModulusPa { get; init; } = 10_000;

    /// <summary>Poisson's ratio, 0 to below 0.5. Tissue is nearly incompressible; linear tetrahedra begin to lock above 0.45.</summary>
    public double PoissonRatio { get; init; } = 0.42;

    /// <summary>Mass density, kg/m^3.</summary>
    public double DensityKgPerM3 { get; init; } = 1050;

    /// <summary>
    /// Rayleigh's mass factor, 1/s: free motion dies as exp(-t DampingPerS / 2). Fast vibration dies sooner, by the solver's own damping:
    /// a mode of angular frequency w loses about w^2 h / 4 of its amplitude a second.
    /// </summary>
    public double DampingPerS { get; init; } = 4;

    /// <summary>
    /// Stretch (length over rest length) at which an element breaks in a pull at constant volume; other strains count by their |F|^2.
    /// Infinite for never.
    /// </summary>
    public double TearStretch { get; init; } = double.PositiveInfinity;

    /// <summary>Shear modulus (Lame's second constant), pascals.</summary>
    public double ShearModulusPa => YoungModulusPa / (2 * (1 + PoissonRatio));

    /// <summary>Lame's first constant, pascals.</summary>
    public double LameLambdaPa => YoungModulusPa * PoissonRatio / ((1 + PoissonRatio) * (1 - (2 * PoissonRatio)));

    /// <summary>Throws where a number is outside its physical range.</summary>
    /// <exception cref="ArgumentException">With the name of the number.</exception>
    public void Validate()
    {
        Check(YoungModulusPa > 0, nameof(YoungModulusPa));
        Check(PoissonRatio is >= 0 and < 0.5, nameof(PoissonRatio));
        Check(DensityKgPerM3 > 0, nameof(DensityKgPerM3));
        Check(DampingPerS >= 0, nameof(DampingPerS));
        Check(TearStretch > 1, nameof(TearStretch));
    }

    private static void Check(bool holds, string name)
    {
        if (!holds)
        {
            throw new ArgumentException($"a soft material's {name} is outside its range", name);
        }
    }
}
