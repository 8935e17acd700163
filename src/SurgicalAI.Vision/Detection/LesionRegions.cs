using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Detection;

/// <summary>Lesions in a map of probabilities: its connected regions, each scored by its mean probability.</summary>
public static class LesionRegions
{
    /// <summary>Pixels surer than this of a lesion belong to a region (255 = sure).</summary>
    public const byte From = 77;

    /// <summary>Smaller regions, as a share of the picture, are none.</summary>
    public const double SmallestShare = 1e-4;

    /// <summary>Finds them.</summary>
    /// <param name="lesion">255 x the probability of a lesion, row by row.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <returns>Boxes in pixels of the map; scores from 0.3 to 1.</returns>
    public static IReadOnlyList<ScoredBox> Find(ReadOnlySpan<byte> lesion, int widthPx, int heightPx) =>
        [.. MaskRegions.Find(lesion, widthPx, heightPx, From, SmallestPx(lesion.Length)).Select(r => new ScoredBox(r.Bounds, r.Mean / 255))];

    /// <summary>Pixels of the smallest region in a picture of so many.</summary>
    public static int SmallestPx(int pixels) => Math.Max(1, (int)(SmallestShare * pixels));
}
