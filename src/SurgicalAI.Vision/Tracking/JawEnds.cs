namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Ends of the jaws: peaks of the greatest distance from the hinge by direction, two for open jaws and one for closed ones; each end is
/// where the finger's pixels stop along its own direction. Hot path.
/// </summary>
internal readonly record struct JawEnds(int Count, ImagePoint First, ImagePoint Second, ImagePoint Hinge, double LengthPx)
{
    private const int Bins = 48;
    private const double BinRad = 2 * Math.PI / Bins;

    // The second jaw reaches at least this share of the first, and the gap between them is at most that share as deep.
    private const double SecondReach = 0.55;
    private const double GapDepth = 0.85;
    // The outline reaches beyond the middle of a jaw's end face; as a share of the jaw's length, measured in the simulator.
    private const double BeyondFace = 0.04;
    private const double WedgeCosine = 0.955;

    /// <summary>Ends of the jaws around a hinge.</summary>
    /// <param name="shape">The instrument.</param>
    /// <param name="hinge">Where the jaws begin.</param>
    /// <param name="pixels">The jaws' pixels.</param>
    /// <param name="ahead">Direction to which pixels must lie from the hinge.</param>
    public static JawEnds Of(in RegionShape shape, ImagePoint hinge, ReadOnlySpan<int> pixels, ImagePoint ahead)
    {
        Span<double> reach = stackalloc double[Bins];
        reach.Clear();
        foreach (var i in pixels)
        {
            if (shape.At(i) - hinge is var r && r.Dot(ahead) > 0)
            {
                ref var bin = ref reach[BinOf(r)];
                bin = Math.Max(bin, r.Length);
            }
        }

        var first = Peak(reach);
        if (reach[first] < 2 * shape.CellPx)
        {
            return default;
        }

        var second = OtherPeak(reach, first);
        var a = EndOf(shape, hinge, pixels, first, reach[first], out var cutA);
        var b = second < 0 ? a : EndOf(shape, hinge, pixels, second, reach[second], out var cutB) is var end && cutB ? a : end;
        var other = second >= 0 && b != a;
        return cutA && !other ? default
            : cutA ? new(1, b, b, hinge, (b - hinge).Length)
            : new(other ? 2 : 1, a, b, hinge, (a - hinge).Length);
    }

    private static int BinOf(ImagePoint r) => Math.Clamp((int)((Math.Atan2(r.YPx, r.XPx) + Math.PI) / BinRad), 0, Bins - 1);

    private static int Peak(ReadOnlySpan<double> reach)
    {
        var best = 0;
        for (var b = 1; b < Bins; b++)
        {
            best = reach[b] > reach[best] ? b : best;
        }

        return best;
    }

    // The best other peak with a valley between it and the first one; -1 when there is none.
    private static int OtherPeak(ReadOnlySpan<double> reach, int first)
    {
        var best = -1;
        foreach (var way in (ReadOnlySpan<int>)[1, -1])
        {
            var valley = reach[first];
            for (var step = 1; step <= Bins / 3; step++)
            {
                var b = (first + (way * step) + Bins) % Bins;
                valley = Math.Min(valley, reach[b]);
                if (reach[b] > SecondReach * reach[first] && valley < GapDepth * reach[b] && (best < 0 || reach[b] > reach[best]))
                {
                    best = b;
                }
            }
        }

        return best;
    }

    private static ImagePoint EndOf(in RegionShape shape, ImagePoint hinge, ReadOnlySpan<int> pixels, int bin, double reachPx, out bool cut)
    {
        var angle = ((bin + 0.5) * BinRad) - Math.PI;
        var way = new ImagePoint(Math.Cos(angle), Math.Sin(angle));
        way = (Beyond(shape, hinge, pixels, way, 0.45 * reachPx, out _) - hinge).Unit();
        var farthest = 0.0;
        foreach (var i in pixels)
        {
            if (shape.At(i) - hinge is var r && IsInWedge(r, way))
            {
                farthest = Math.Max(farthest, r.Dot(way));
            }
        }

        var end = Beyond(shape, hinge, pixels, way, farthest - (1.5 * shape.CellPx), out cut);
        var across = way.Normal();
        return hinge + ((1 - BeyondFace) * farthest * way) + ((end - hinge).Dot(across) * across);
    }

    // Mean of the wedge's pixels beyond a distance along it.
    private static ImagePoint Beyond(in RegionShape shape, ImagePoint hinge, ReadOnlySpan<int> pixels, ImagePoint way, double fromPx, out bool atBorder)
    {
        (var sum, atBorder) = (new Moments(), false);
        foreach (var i in pixels)
        {
            if (shape.At(i) - hinge is var r && IsInWedge(r, way) && r.Dot(way) >= fromPx)
            {
                sum.Add(hinge + r);
                atBorder |= shape.IsAtBorder(i);
            }
        }

        return sum.Count > 0 ? sum.Mean : hinge + way;
    }

    private static bool IsInWedge(ImagePoint r, ImagePoint way) => r.Dot(way) > WedgeCosine * r.Length;
}
