using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>CVAT's run lengths: counts of pixels outside and inside in turn, beginning outside, along the rows of the mask's own box.</summary>
internal static class RowRuns
{
    /// <summary>Counts of one area.</summary>
    /// <param name="areas">Number of each pixel's area, 32 bits.</param>
    /// <param name="area">The area.</param>
    /// <param name="box">Its box.</param>
    public static List<int> Of(Mat areas, int area, Rect box)
    {
        var (counts, inside) = (new List<int> { 0 }, false);
        var pixels = areas.AsSpan<int>();
        for (var i = 0; i < box.Width * box.Height; i++)
        {
            if (pixels[((box.Top + (i / box.Width)) * areas.Width) + box.Left + (i % box.Width)] == area != inside)
            {
                counts.Add(0);
                inside = !inside;
            }

            counts[^1]++;
        }

        return counts;
    }

    /// <summary>Writes a value where the counts say inside.</summary>
    /// <exception cref="FormatException">The counts do not fill the box, or the box leaves the picture.</exception>
    public static void Fill(Mat labels, IReadOnlyList<int> counts, Rect box, byte id)
    {
        if (counts.Any(count => count < 0) || counts.Sum(count => (long)count) != (long)box.Width * box.Height)
        {
            throw new FormatException($"run lengths do not add up to the mask's {box.Width}x{box.Height} px");
        }

        if (box.Left < 0 || box.Top < 0 || box.Right > labels.Width || box.Bottom > labels.Height)
        {
            throw new FormatException($"a mask of {box.Width}x{box.Height} px at ({box.Left},{box.Top}) leaves the picture");
        }

        var pixels = labels.AsSpan<byte>();
        var at = 0;
        for (var run = 0; run < counts.Count; at += counts[run++])
        {
            for (var i = at; run % 2 == 1 && i < at + counts[run]; i++)
            {
                pixels[((box.Top + (i / box.Width)) * labels.Width) + box.Left + (i % box.Width)] = id;
            }
        }
    }
}
