namespace SurgicalAI.Vision.Datasets.Ranking;

/// <summary>
/// Chooses what a person should label next: clips that stand for many others about which the network is in doubt. Each clip counts by its
/// rank by doubt; it is covered by a chosen clip as far as the two look alike; next is always the clip that covers most of what is left
/// (facility location, whose greedy solution is within 1 - 1/e of the best).
/// </summary>
/// <remarks>
/// The most doubtful and least common frames, which come to mind first, teach a network less than chance while there are few labels:
/// docs/datasets.md has the measurement. Ranks, not doubts, so that the choice does not depend on how a network scales its doubt.
/// Sources: K. Wei, R. Iyer, J. Bilmes, "Submodularity in data subset selection and active learning", ICML 2015; G. Hacohen et al., "Active
/// learning on a budget: opposite strategies suit high and low budgets", ICML 2022.
/// </remarks>
public static class FrameChoice
{
    private const int DistancesForMedian = 2000;

    // Two clips at the median distance cover each other to 0.37.
    private const double Sharpness = 1;

    /// <summary>Chooses by doubt and coverage.</summary>
    /// <param name="clips">What there is to choose from.</param>
    /// <param name="frames">Frames wanted in all; the last clip may exceed it.</param>
    /// <returns>Indices of the clips, best first.</returns>
    public static IReadOnlyList<int> ByDoubt(IReadOnlyList<RankedClip> clips, int frames)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var cover = new Coverage(clips, Ranks(clips), Sharpness / MedianSquaredDistance(clips));
        return Take(clips, frames, _ => cover.Next());
    }

    /// <summary>Chooses by chance: what a ranking has to be better than.</summary>
    /// <param name="clips">What there is to choose from.</param>
    /// <param name="frames">Frames wanted in all.</param>
    /// <param name="seed">Seed.</param>
    public static IReadOnlyList<int> ByChance(IReadOnlyList<RankedClip> clips, int frames, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var order = Enumerable.Range(0, clips.Count).ToArray();
        new Random(unchecked((int)seed)).Shuffle(order);
        return Take(clips, frames, chosen => order[chosen.Count]);
    }

    private static List<int> Take(IReadOnlyList<RankedClip> clips, int frames, Func<List<int>, int> next)
    {
        var chosen = new List<int>();
        for (var count = 0; count < frames && chosen.Count < clips.Count;)
        {
            chosen.Add(next(chosen));
            count += clips[chosen[^1]].Frames.Count;
        }

        return chosen;
    }

    // 1 for the most doubtful, near 0 for the surest.
    private static double[] Ranks(IReadOnlyList<RankedClip> clips)
    {
        var ranks = new double[clips.Count];
        var at = 0;
        foreach (var i in Enumerable.Range(0, clips.Count).OrderBy(i => clips[i].Doubt))
        {
            ranks[i] = ++at / (double)clips.Count;
        }

        return ranks;
    }

    private static double MedianSquaredDistance(IReadOnlyList<RankedClip> clips)
    {
        var random = new Random(1);
        var distances = new double[DistancesForMedian];
        for (var k = 0; k < distances.Length; k++)
        {
            distances[k] = clips[random.Next(clips.Count)].SquaredDistanceTo(clips[random.Next(clips.Count)]);
        }

        Array.Sort(distances);
        return Math.Max(1e-12, distances[distances.Length / 2]);
    }
}
