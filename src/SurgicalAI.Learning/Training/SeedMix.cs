namespace SurgicalAI.Learning.Training;

/// <summary>Independent seeds from a seed and counters (SplitMix64's finaliser), so that a resumed training draws what an unbroken one draws.</summary>
internal static class SeedMix
{
    public static ulong Of(ulong seed, long a, long b = 0)
    {
        var z = seed + (0x9e3779b97f4a7c15UL * unchecked((ulong)((a * 1_000_003) + b + 1)));
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
        return z ^ (z >> 31);
    }

    /// <summary>A generator for one purpose.</summary>
    public static Random Random(ulong seed, long a, long b = 0) => new((int)(Of(seed, a, b) & 0x7fffffff));
}
