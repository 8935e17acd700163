using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Detection;

/// <summary>
/// Lesions in a map of probabilities, as <see cref="LesionRegions"/> finds them, into memory of its own. The largest regions count when there are more than
/// it holds. Not thread-safe.
/// </summary>
public sealed class LesionDetector
{
    /// <summary>Most detections of a frame.</summary>
    public const int Most = 16;

    private readonly ScoredBox[] _found = new ScoredBox[Most];
    private byte[] _seen = [];
    private int[] _open = [];
    private int _count;

    /// <summary>Finds them. Hot path: no allocation while the size of the maps stays.</summary>
    /// <param name="lesion">255 x the probability of a lesion, row by row.</param>
    /// <param name="widthPx">Width of the map, pixels.</param>
    /// <param name="heightPx">Height of the map, pixels.</param>
    /// <param name="least">Least score that counts, 0 to 1.</param>
    /// <returns>Boxes in pixels of the map and their mean probabilities; valid until the next call.</returns>
    public ReadOnlySpan<ScoredBox> Find(ReadOnlySpan<byte> lesion, int widthPx, int heightPx, double least)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lesion.Length, widthPx * heightPx);
        Prepare(lesion.Length);
        _count = 0;
        for (var start = 0; start < lesion.Length; start++)
        {
            if (lesion[start] >= LesionRegions.From && _seen[start] == 0)
            {
                var (region, area) = Fill(lesion, widthPx, heightPx, start);
                if (area >= LesionRegions.SmallestPx(lesion.Length) && region.Score >= least)
                {
                    Keep(region);
                }
            }
        }

        return _found.AsSpan(0, _count);
    }

    private void Keep(ScoredBox region)
    {
        if (_count < Most)
        {
            _found[_count++] = region;
            return;
        }

        var smallest = 0;
        for (var i = 1; i < Most; i++)
        {
            smallest = _found[i].Box.Area < _found[smallest].Box.Area ? i : smallest;
        }

        _found[smallest] = region.Box.Area > _found[smallest].Box.Area ? region : _found[smallest];
    }

    private (ScoredBox Region, int AreaPx) Fill(ReadOnlySpan<byte> lesion, int widthPx, int heightPx, int start)
    {
        var (left, top, right, bottom, area, sum) = (widthPx, heightPx, 0, 0, 0, 0L);
        var open = 0;
        (_open[open++], _seen[start]) = (start, 1);
        while (open > 0)
        {
            var i = _open[--open];
            var (y, x) = Math.DivRem(i, widthPx);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            (area, sum) = (area + 1, sum + lesion[i]);
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(heightPx - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(widthPx - 1, x + 1); nx++)
                {
                    var next = (ny * widthPx) + nx;
                    if (_seen[next] == 0 && lesion[next] >= LesionRegions.From)
                    {
                        (_open[open++], _seen[next]) = (next, 1);
                    }
                }
            }
        }

        return (new(new(left, top, right - left + 1, bottom - top + 1), (double)sum / area / 255), area);
    }

    private void Prepare(int pixels)
    {
        if (_seen.Length != pixels)
        {
            (_seen, _open) = (new byte[pixels], new int[pixels]);
            return;
        }

        Array.Clear(_seen);
    }
}
