namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>A thin sheet in SI units: gauze, or a membrane of connective tissue.</summary>
public readonly record struct ClothMaterial()
{
    /// <summary>Force per width per strain along the grid's threads, N/m: Young's modulus times thickness.</summary>
    public double StretchNPerM { get; init; } = 200;

    /// <summary>Force per width per shear angle, N/m. Woven gauze shears easily.</summary>
    public double ShearNPerM { get; init; } = 10;

    /// <summary>Flexural rigidity: moment per width per curvature, N m.</summary>
    public double BendingNm { get; init; } = 2e-7;

    /// <summary>Mass per area, kg/m^2. Damp gauze: about 0.15.</summary>
    public double MassKgPerM2 { get; init; } = 0.15;

    /// <summary>Rayleigh's mass factor, 1/s.</summary>
    public double DampingPerS { get; init; } = 4;

    /// <summary>Stretch of a thread at which its triangles break; infinite for never.</summary>
    public double TearStretch { get; init; } = double.PositiveInfinity;

    /// <summary>Damp surgical gauze.</summary>
    public static ClothMaterial Gauze => new();

    /// <summary>A thin isotropic membrane.</summary>
    /// <param name="youngModulusPa">Young's modulus.</param>
    /// <param name="thicknessM">Thickness, metres.</param>
    /// <param name="tearStretch">Stretch at which it tears.</param>
    public static ClothMaterial Membrane(double youngModulusPa, double thicknessM, double tearStretch = double.PositiveInfinity) => new()
    {
        StretchNPerM = 0.75 * youngModulusPa * thicknessM,
        ShearNPerM = 0.375 * youngModulusPa * thicknessM,
        BendingNm = youngModulusPa * thicknessM * thicknessM * thicknessM / 10.7,
        MassKgPerM2 = 1050 * thicknessM,
        DampingPerS = 8,
        TearStretch = tearStretch,
    };

    /// <summary>Throws where a number is outside its physical range.</summary>
    /// <exception cref="ArgumentException">With what is wrong.</exception>
    public void Validate()
    {
        if (!(StretchNPerM > 0 && ShearNPerM >= 0 && BendingNm >= 0 && MassKgPerM2 > 0 && DampingPerS >= 0 && TearStretch > 1))
        {
            throw new ArgumentException($"a sheet's material is outside its range: {this}", nameof(StretchNPerM));
        }
    }
}
