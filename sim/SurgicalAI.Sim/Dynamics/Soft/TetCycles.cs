namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// How many passes a substep needs. One pass of XPBD is too soft by about 0.2 h^2 E / (rho d^2) for cells of size d (measured on a
/// cantilever); the passes divide the substep until that is under the tolerance.
/// </summary>
internal static class TetCycles
{
    private const double SofteningUnitless = 0.2;
    private const double ToleranceUnitless = 0.05;
    private const double StiffUnitless = 0.2;
    private const int Most = 8;

    /// <summary>Passes, 1 to 8.</summary>
    public static int For(TetMesh mesh, in SoftMaterial material, double hS) =>
        (int)Math.Clamp(Math.Ceiling(Math.Sqrt(Softening(mesh, material, hS) / ToleranceUnitless)), 1, Most);

    /// <summary>
    /// True where a pass in one order would feed energy into slow motions: its operator is not symmetric. A pass there and one back
    /// make a symmetric one, which cannot.
    /// </summary>
    public static bool IsStiff(TetMesh mesh, in SoftMaterial material, double hS) => Softening(mesh, material, hS) > StiffUnitless;

    private static double Softening(TetMesh mesh, in SoftMaterial material, double hS)
    {
        var cellM2 = Math.Pow(5 * mesh.VolumeM3() / mesh.Tetrahedra, 2.0 / 3);
        return SofteningUnitless * hS * hS * material.YoungModulusPa / (material.DensityKgPerM3 * cellM2);
    }
}
