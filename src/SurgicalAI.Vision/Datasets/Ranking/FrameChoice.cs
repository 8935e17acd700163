namespace SurgicalAI.Vision.Datasets.Ranking;

/// <summary>
/// Chooses what a person should label next: doubtful, and unlike what is chosen already. Next is always the clip with the greatest
/// product of its rank by doubt and its novelty, the distance to the nearest chosen one in units of the median distance, at most 1.
/// </summary>
/// <remarks>Doubt alone picks ten frames of one bad second. Ranks, not doubts, so that the product does not depend on how a network scales its doubt.</remarks>
public static class FrameChoice
{
    private const int DistancesForMedian = 2000;

    /// <summary>Chooses by doubt and novelty.</summary>
    /// <param name="clips">What there is to choose from.</param>
    /// <param name="frames">Frames wanted in all; the last clip may exceed it.</param>
    /// <returns>Indices of the clips, best first.</returns>
    public static IReadOnlyList<int> ByDoubt(IReadOnlyList<RankedClip> clips, int frames)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var (ranks, unit) = (Ranks(clips), MedianDistance(clips));
        var nearest = new double[clips.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        return Take(clips, frames, chosen =>
        {
            var last = chosen.Count > 0 ? clips[chosen[^1]] : null;
            for (var i = 0; i < clips.Count && last is not null; i++)
            {
                nearest[i] = Math.Min(nearest[i], Distance(clips[i], last));
            }

            return Enumerable.Range(0, clips.Count).Except(chosen).MaxBy(i => ranks[i] * Math.Min(1, nearest[i] / unit));
        });
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

    private static double MedianDistance(IReadOnlyList<RankedClip> clips)
    {
        var random = new Random(1);
        var distances = new double[DistancesForMedian];
        for (var k = 0; k < distances.Length; k++)
        {
            distances[k] = Distance(clips[random.Next(clips.Count)], clips[random.Next(clips.Count)]);
        }

        Array.Sort(distances);
        return Math.Max(1e-6, distances[distances.Length / 2]);
    }

    private static double Distance(RankedClip a, RankedClip b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Look.Length; k++)
        {
            var off = a.Look[k] - b.Look[k];
            sum += off * off;
        }

        return Math.Sqrt(sum);
    }
}
