namespace SurgicalAI.App.Simulation;

/// <summary>Seeds derived from one seed.</summary>
internal static class SimSeeds
{
    /// <summary>Seed of an episode: neighbouring numbers give unrelated draws (splitmix64).</summary>
    public static ulong Episode(ulong seed, int episode)
    {
        var z = seed + (0x9E3779B97F4A7C15UL * (ulong)(episode + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
