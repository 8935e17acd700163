namespace SurgicalAI.Vision.Evaluation;

/// <summary>Nearest-neighbour resize of label maps, in the pixel-centre convention of the networks' own picture resize.</summary>
public static class LabelScaler
{
    /// <summary>Resizes a map.</summary>
    /// <param name="source">Label of each pixel, height x width.</param>
    /// <param name="sourceWidthPx">Its width, pixels.</param>
    /// <param name="sourceHeightPx">Its height, pixels.</param>
    /// <param name="target">Written: height x width.</param>
    /// <param name="widthPx">Its width, pixels.</param>
    /// <param name="heightPx">Its height, pixels.</param>
    public static void Resize(ReadOnlySpan<byte> source, int sourceWidthPx, int sourceHeightPx, Span<byte> target, int widthPx, int heightPx)
    {
        for (var y = 0; y < heightPx; y++)
        {
            var row = source.Slice(((2 * y) + 1) * sourceHeightPx / (2 * heightPx) * sourceWidthPx, sourceWidthPx);
            for (var x = 0; x < widthPx; x++)
            {
                target[(y * widthPx) + x] = row[((2 * x) + 1) * sourceWidthPx / (2 * widthPx)];
            }
        }
    }
}
