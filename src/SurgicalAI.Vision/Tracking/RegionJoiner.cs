namespace SurgicalAI.Vision.Tracking;

/// <summary>Joins a piece of shaft without jaws to the piece with jaws that continues its line: something lies across the instrument.</summary>
internal static class RegionJoiner
{
    // Longest gap as a share of the map's longer side, and how far off the line the other piece may lie.
    private const double LongestGap = 0.12;
    private const double MostOffLineRad = 0.45;

    public static void Join(InstrumentRegions map, byte[] owners, ReadOnlySpan<int> pixels, ref int regions)
    {
        if (regions < 2)
        {
            return;
        }

        Span<Piece> pieces = stackalloc Piece[InstrumentRegions.Most];
        pieces.Clear();
        foreach (var i in pixels)
        {
            if (owners[i] is > 0 and <= InstrumentRegions.Most and var owner)
            {
                pieces[owner - 1].Add(i % map.WidthPx, i / map.WidthPx, map.Parts[i]);
            }
        }

        Span<byte> becomes = stackalloc byte[InstrumentRegions.Most + 1];
        for (var r = 0; r <= regions; r++)
        {
            becomes[r] = (byte)r;
        }

        var joined = false;
        for (var a = 0; a < regions; a++)
        {
            if (pieces[a].IsBareShaft && Partner(pieces[..regions], a, LongestGap * Math.Max(map.WidthPx, map.HeightPx)) is >= 0 and var b)
            {
                (becomes[a + 1], joined) = ((byte)(b + 1), true);
            }
        }

        if (joined)
        {
            Renumber(owners, pixels, becomes, ref regions);
        }
    }

    private static int Partner(ReadOnlySpan<Piece> pieces, int bare, double longestPx)
    {
        var (best, bestGap) = (-1, longestPx);
        for (var b = 0; b < pieces.Length; b++)
        {
            if (!pieces[b].HasDistal || pieces[bare].GapTo(pieces[b]) is var gap && gap > bestGap)
            {
                continue;
            }

            var way = (pieces[b].Mean - pieces[bare].Mean).Unit();
            if (Math.Abs(way.Dot(pieces[bare].Axis())) > Math.Cos(MostOffLineRad))
            {
                (best, bestGap) = (b, gap);
            }
        }

        return best;
    }

    private static void Renumber(byte[] owners, ReadOnlySpan<int> pixels, Span<byte> becomes, ref int regions)
    {
        Span<byte> numbers = stackalloc byte[InstrumentRegions.Most + 1];
        numbers.Clear();
        byte kept = 0;
        for (var r = 1; r <= regions; r++)
        {
            numbers[r] = becomes[r] == r ? ++kept : (byte)0;
        }

        foreach (var i in pixels)
        {
            if (owners[i] is > 0 and <= InstrumentRegions.Most and var owner)
            {
                owners[i] = numbers[becomes[owner]];
            }
        }

        regions = kept;
    }

    private struct Piece
    {
        private Moments _moments;
        private int _shaft;
        private int _distal;
        private int _left;
        private int _top;
        private int _right;
        private int _bottom;

        public readonly bool HasDistal => _distal > _shaft / 50;

        public readonly bool IsBareShaft => _shaft > 0 && !HasDistal;

        public readonly ImagePoint Mean => _moments.Mean;

        public void Add(int x, int y, ToolPart part)
        {
            if (_moments.Count == 0)
            {
                (_left, _top, _right, _bottom) = (x, y, x, y);
            }

            (_left, _top, _right, _bottom) = (Math.Min(_left, x), Math.Min(_top, y), Math.Max(_right, x), Math.Max(_bottom, y));
            _moments.Add(new(x, y));
            _shaft += part == ToolPart.Shaft ? 1 : 0;
            _distal += part is ToolPart.Wrist or ToolPart.Jaw or ToolPart.Tip ? 1 : 0;
        }

        public readonly ImagePoint Axis() => _moments.Axis(out _);

        public readonly double GapTo(in Piece other)
        {
            var dx = Math.Max(0, Math.Max(other._left - _right, _left - other._right));
            var dy = Math.Max(0, Math.Max(other._top - _bottom, _top - other._bottom));
            return Math.Sqrt((dx * dx) + (dy * dy));
        }
    }
}
