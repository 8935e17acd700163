namespace SurgicalAI.Vision.Metrics;

/// <summary>One doubt for a whole frame out of its pixels' doubts, and whether it finds the frames that went wrong.</summary>
public static class FrameDoubt
{
    /// <summary>
    /// One less the Dice that the network itself expects of its mask: 0 = every pixel sure. Half of the expected overlap is
    /// the probability inside the mask; what the doubt outside leaves to the mask counts as missed.
    /// </summary>
    /// <param name="mask">The predicted mask; not 0 = in it.</param>
    /// <param name="doubt">The pixels' doubts, as long: 255 = the label is surely wrong.</param>
    /// <returns>0 to 1; 1 when nothing was predicted although there is doubt, 0 when there is neither.</returns>
    /// <remarks>The soft Dice confidence: with Dice as the measure of success it ranks frames nearly as well as any score of the pixels' probabilities can.</remarks>
    public static double Of(ReadOnlySpan<byte> mask, ReadOnlySpan<byte> doubt)
    {
        LabelMask.SameLength(mask, doubt);
        var (inside, sure, outside) = (0L, 0L, 0L);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                (inside, sure) = (inside + 1, sure + 255 - doubt[i]);
            }
            else
            {
                outside += doubt[i];
            }
        }

        var whole = (255.0 * inside) + sure + outside;
        return whole == 0 ? 0 : 1 - (2.0 * sure / whole);
    }

    /// <summary>
    /// Share of the pixels whose label is expected to be wrong: how much a person would have to correct. Unlike <see cref="Of"/> it
    /// does not lead with frames that hardly show what is sought.
    /// </summary>
    /// <param name="doubt">The pixels' doubts; 255 = the label is surely wrong.</param>
    /// <returns>0 to 1; 0 without pixels.</returns>
    public static double Wrong(ReadOnlySpan<byte> doubt)
    {
        var sum = 0L;
        foreach (var d in doubt)
        {
            sum += d;
        }

        return doubt.IsEmpty ? 0 : sum / (255.0 * doubt.Length);
    }

    /// <summary>Share of the worst frames that are among the most doubtful ones.</summary>
    /// <param name="scores">Quality by frame; higher is better.</param>
    /// <param name="doubts">Doubt by frame, in the same order.</param>
    /// <param name="worst">Share of the frames that count as failures (rounded up to whole frames).</param>
    /// <param name="flagged">Share of the frames that are flagged (rounded up).</param>
    /// <returns>0 to 1; what chance gives is <paramref name="flagged"/>. NaN without frames.</returns>
    public static double FailuresFlagged(IReadOnlyList<double> scores, IReadOnlyList<double> doubts, double worst = 0.1, double flagged = 0.2)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(doubts.Count, scores.Count);
        if (scores.Count == 0)
        {
            return double.NaN;
        }

        var frames = Enumerable.Range(0, scores.Count).ToArray();
        var failures = frames.OrderBy(i => scores[i]).Take(Part(worst)).ToArray();
        return (double)failures.Intersect(frames.OrderByDescending(i => doubts[i]).Take(Part(flagged))).Count() / failures.Length;

        int Part(double share) => (int)Math.Ceiling((share * scores.Count) - 1e-9);
    }
}
