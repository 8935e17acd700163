namespace SurgicalAI.Vision.Metrics;

/// <summary>A connected region of a mask.</summary>
/// <param name="Bounds">Smallest box around it.</param>
/// <param name="AreaPx">Its pixels.</param>
/// <param name="Mean">Mean of the values in it.</param>
public readonly record struct MaskRegion(Box Bounds, int AreaPx, double Mean);

/// <summary>Regions of a mask or of a map of probabilities, pixels joined over edges and corners.</summary>
public static class MaskRegions
{
    /// <summary>Finds them in the order of their first pixel.</summary>
    /// <param name="values">A value a pixel, row by row.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="threshold">Pixels of at least this value belong to a region.</param>
    /// <param name="minimumAreaPx">Smaller regions are left out.</param>
    public static IReadOnlyList<MaskRegion> Find(ReadOnlySpan<byte> values, int widthPx, int heightPx, byte threshold = 1, int minimumAreaPx = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, widthPx * heightPx);
        var (seen, open, found) = (new bool[values.Length], new Stack<int>(), new List<MaskRegion>());
        for (var start = 0; start < values.Length; start++)
        {
            if (values[start] >= threshold && !seen[start])
            {
                seen[start] = true;
                open.Push(start);
                var region = Fill(values, widthPx, heightPx, threshold, seen, open);
                if (region.AreaPx >= minimumAreaPx)
                {
                    found.Add(region);
                }
            }
        }

        return found;
    }

    private static MaskRegion Fill(ReadOnlySpan<byte> values, int widthPx, int heightPx, byte threshold, bool[] seen, Stack<int> open)
    {
        var (left, top, right, bottom, area, sum) = (widthPx, heightPx, 0, 0, 0, 0L);
        while (open.TryPop(out var i))
        {
            var (y, x) = Math.DivRem(i, widthPx);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            (area, sum) = (area + 1, sum + values[i]);
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(heightPx - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(widthPx - 1, x + 1); nx++)
                {
                    var next = (ny * widthPx) + nx;
                    if (!seen[next] && values[next] >= threshold)
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }
        }

        return new(new(left, top, right - left + 1, bottom - top + 1), area, (double)sum / area);
    }
}
