using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Scene;

/// <summary>
/// The phantom's surface z = h(x, y) in the world frame: a few long waves inside the workspace, rising into a wall further out.
/// Physics and rendering read the same function. A value of its seed alone.
/// </summary>
public readonly record struct TissueSurface : ITerrain
{
    private const int Waves = 5;
    private const double RimM = 62 * Si.Mm;
    private const double RimCurvaturePerM = 3.2;

    /// <summary>The surface of a seed.</summary>
    public TissueSurface(ulong seed)
    {
        Seed = seed;
        var random = SeededRandom.Stream(seed, 1);
        for (var i = 0; i < Waves; i++)
        {
            var length = random.Between(45 * Si.Mm, 120 * Si.Mm);
            var (s, c) = Math.SinCos(random.Between(0, 2 * Math.PI));
            var k = 2 * Math.PI / length;
            _waves[i] = new(k * c, k * s, random.Between(0, 2 * Math.PI), 0.012 * length * random.Between(0.4, 1.0));
        }
    }

    private readonly WaveSet _waves;

    /// <summary>Seed that made it.</summary>
    public ulong Seed { get; }

    /// <summary>Height of the surface, metres.</summary>
    public double HeightM(double xM, double yM)
    {
        var h = Rim(xM, yM, out _, out _);
        for (var i = 0; i < Waves; i++)
        {
            var w = _waves[i];
            h += w.AmplitudeM * Math.Sin((w.Kx * xM) + (w.Ky * yM) + w.PhaseRad);
        }

        return h;
    }

    /// <summary>Unit normal of the surface, pointing up.</summary>
    public Vec3 Normal(double xM, double yM)
    {
        Rim(xM, yM, out var dx, out var dy);
        for (var i = 0; i < Waves; i++)
        {
            var w = _waves[i];
            var c = w.AmplitudeM * Math.Cos((w.Kx * xM) + (w.Ky * yM) + w.PhaseRad);
            dx += c * w.Kx;
            dy += c * w.Ky;
        }

        return new Vec3(-dx, -dy, 1).Normalized();
    }

    /// <summary>Surfaces of one seed are equal.</summary>
    public bool Equals(TissueSurface other) => Seed == other.Seed;

    /// <inheritdoc/>
    public override int GetHashCode() => Seed.GetHashCode();

    private static double Rim(double xM, double yM, out double dx, out double dy)
    {
        var r = Math.Sqrt((xM * xM) + (yM * yM));
        var beyond = Math.Max(0, r - RimM);
        var slope = r > 0 ? 2 * RimCurvaturePerM * beyond / r : 0;
        (dx, dy) = (slope * xM, slope * yM);
        return RimCurvaturePerM * beyond * beyond;
    }

    private readonly record struct Wave(double Kx, double Ky, double PhaseRad, double AmplitudeM);

    [System.Runtime.CompilerServices.InlineArray(Waves)]
    private struct WaveSet
    {
        private Wave _element0;
    }
}
