using System.Text;
using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>
/// COCO's run lengths: counts of pixels outside and inside in turn, beginning outside, down the columns. As text, a count is the difference to
/// the count two before, in groups of five bits, lowest first, plus 48; bit 0x20 says that another group follows. Source: cocoapi, maskApi.c.
/// </summary>
internal static class RunLengths
{
    /// <summary>Reads counts written as text.</summary>
    /// <exception cref="FormatException">The text ends within a count or holds a character that no count has.</exception>
    public static int[] Parse(string text)
    {
        var counts = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var value = ParseOne(text, ref at);
            counts.Add(counts.Count > 2 ? value + counts[^2] : value);
        }

        return [.. counts];
    }

    /// <summary>Writes counts as text.</summary>
    public static string Write(IReadOnlyList<int> counts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < counts.Count; i++)
        {
            WriteOne(text, i > 2 ? counts[i] - counts[i - 2] : counts[i]);
        }

        return text.ToString();
    }

    /// <summary>Counts of a mask.</summary>
    /// <param name="mask">One byte per pixel; other than 0 is inside.</param>
    public static List<int> Of(Mat mask)
    {
        var counts = new List<int> { 0 };
        var inside = false;
        var (width, height) = (mask.Width, mask.Height);
        var pixels = mask.AsSpan<byte>();
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
            {
                if (pixels[(y * width) + x] != 0 != inside)
                {
                    counts.Add(0);
                    inside = !inside;
                }

                counts[^1]++;
            }
        }

        return counts;
    }

    /// <summary>Writes a value where the counts say inside.</summary>
    /// <exception cref="FormatException">The counts are negative or do not add up to the pixels of the map.</exception>
    public static void Fill(Mat labels, IReadOnlyList<int> counts, byte id)
    {
        if (counts.Any(count => count < 0) || counts.Sum(count => (long)count) != labels.Total())
        {
            throw new FormatException($"run lengths do not add up to {labels.Width}x{labels.Height} px");
        }

        var (width, height) = (labels.Width, labels.Height);
        var pixels = labels.AsSpan<byte>();
        var at = 0;
        for (var run = 0; run < counts.Count; at += counts[run++])
        {
            for (var i = at; run % 2 == 1 && i < at + counts[run]; i++)
            {
                pixels[(i % height * width) + (i / height)] = id;
            }
        }
    }

    private static int ParseOne(string text, ref int at)
    {
        var value = 0;
        for (var shift = 0; ; shift += 5)
        {
            if (at == text.Length || text[at] - 48 is < 0 or > 63 || shift > 30)
            {
                throw new FormatException("run lengths are broken off");
            }

            var group = text[at++] - 48;
            value |= (group & 0x1f) << shift;
            if ((group & 0x20) == 0)
            {
                // The highest bit of the last group is the sign.
                return (group & 0x10) != 0 && shift < 27 ? value | (-1 << (shift + 5)) : value;
            }
        }
    }

    private static void WriteOne(StringBuilder text, int value)
    {
        for (var more = true; more;)
        {
            var group = value & 0x1f;
            value >>= 5;
            more = (group & 0x10) != 0 ? value != -1 : value != 0;
            _ = text.Append((char)(group + (more ? 0x20 : 0) + 48));
        }
    }
}
