using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Datasets.Ranking;

/// <summary>Describes a picture by what a network sees in it: the share of each label in the cells of an 8 x 6 grid, each pixel as far as it is sure.</summary>
public static class FrameLook
{
    private const int Columns = 8;
    private const int Rows = 6;

    /// <summary>Describes it.</summary>
    /// <param name="labels">Labels of the whole scene, row by row; each is at most <paramref name="lastLabel"/>.</param>
    /// <param name="doubt">The pixels' doubts, as long: 255 = the label is surely wrong.</param>
    /// <param name="widthPx">Width of the picture, pixels; 8 at least.</param>
    /// <param name="lastLabel">Greatest label that the network gives.</param>
    /// <returns>48 numbers of 0 to 1 for each label, label 0 first.</returns>
    public static float[] Of(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> doubt, int widthPx, int lastLabel)
    {
        LabelMask.SameLength(labels, doubt);
        var heightPx = labels.Length / widthPx;
        var look = new float[Rows * Columns * (lastLabel + 1)];
        for (var y = 0; y < heightPx; y++)
        {
            var row = y * Rows / heightPx * Columns;
            for (var x = 0; x < widthPx; x++)
            {
                var i = (y * widthPx) + x;
                look[(labels[i] * Rows * Columns) + row + (x * Columns / widthPx)] += 255 - doubt[i];
            }
        }

        var cellPx = (float)labels.Length / (Rows * Columns);
        for (var k = 0; k < look.Length; k++)
        {
            look[k] /= 255 * cellPx;
        }

        return look;
    }
}
