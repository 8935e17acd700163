using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Randomisation;

/// <summary>Small generator (SplitMix64) whose stream depends on nothing but its seed: same seed, same scene, on every machine.</summary>
/// <param name="seed">Seed.</param>
public struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>An unrelated stream of the same seed, so that one part of the scene can change without the others.</summary>
    public static SeededRandom Stream(ulong seed, ulong stream)
    {
        var mixed = new SeededRandom(seed ^ (0xD1B54A32D192ED03UL * (stream + 1)));
        return new(mixed.NextBits());
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>Uniform in [low, high).</summary>
    public float Between(float low, float high) => (float)Between((double)low, high);

    /// <summary>Uniform in 0 to count - 1.</summary>
    public int Below(int count) => (int)(NextBits() % (ulong)count);

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    /// <summary>Uniform direction on the unit sphere.</summary>
    public Vec3 Direction()
    {
        var z = Between(-1.0, 1.0);
        var (s, c) = Math.SinCos(Between(0, 2 * Math.PI));
        var r = Math.Sqrt(1 - (z * z));
        return new(r * c, r * s, z);
    }
}
