using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Part of a training picture, or all of it. Sides are multiples of 16, the network's deepest stride.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Upper edge, pixels.</param>
/// <param name="Width">Width, pixels.</param>
/// <param name="Height">Height, pixels.</param>
internal readonly record struct Window(int X, int Y, int Width, int Height)
{
    private const int W = SegmentationNet.WidthPx;
    private const int H = SegmentationNet.HeightPx;

    /// <summary>The whole picture.</summary>
    public static Window Whole => new(0, 0, W, H);

    /// <summary>Size of a part: a third of the picture.</summary>
    public static Window Part => new(0, 0, 160, 128);

    /// <summary>
    /// A part, most often around a pixel of wrist, jaw, needle or target, one as often as the other: together they are
    /// 2 % of a picture, and most parts drawn blindly would show only tissue.
    /// </summary>
    public static Window Around(ReadOnlySpan<byte> labels, Random random)
    {
        var size = Part;
        var at = random.NextDouble() < 0.85 ? Find(labels, (byte)random.Next((int)SegmentationClass.Wrist, SegmentationClasses.Count), random) : -1;
        at = at < 0 ? random.Next(W * H) : at;
        return size with
        {
            X = Math.Clamp((at % W) - random.Next(size.Width), 0, W - size.Width),
            Y = Math.Clamp((at / W) - random.Next(size.Height), 0, H - size.Height),
        };
    }

    /// <summary>Index in the picture of a pixel of this window, mirrored within it if wanted.</summary>
    public int Source(int x, int y, bool mirrored) => ((Y + y) * W) + X + (mirrored ? Width - 1 - x : x);

    // The first pixel of the class at or after a random place, or -1.
    private static int Find(ReadOnlySpan<byte> labels, byte label, Random random)
    {
        var start = random.Next(labels.Length);
        var found = labels[start..].IndexOf(label);
        return found >= 0 ? start + found : labels[..start].IndexOf(label);
    }
}
