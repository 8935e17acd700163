namespace SurgicalAI.Tests.Vision;

/// <summary>Pictures drawn exactly as golden_metrics.py draws them.</summary>
internal sealed class GoldenPictures(uint seed)
{
    private uint _state = seed;

    public int Roll(int sides)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 8) % (uint)sides);
    }

    /// <summary>Discs of the labels 1 to labels - 1, some of them missing.</summary>
    public byte[] Draw(int width, int height, int labels)
    {
        var map = new byte[width * height];
        for (byte label = 1; label < labels; label++)
        {
            int cx = Roll(width), cy = Roll(height), r = 2 + Roll(Math.Max(3, height / 4));
            if (Roll(4) != 0)
            {
                Disc(map, width, cx, cy, r, label);
            }
        }

        return map;
    }

    /// <summary>Truth and prediction, 64 x 48: mostly the same moved a little; now and then one of them is empty or another picture.</summary>
    public (byte[] Truth, byte[] Predicted) Frame(int labels)
    {
        var kind = Roll(6);
        var truth = Draw(64, 48, labels);
        return kind switch
        {
            0 => (truth, new byte[truth.Length]),
            1 => (new byte[truth.Length], truth),
            2 => (truth, Draw(64, 48, labels)),
            _ => (truth, Moved(truth, Roll(5), Roll(5))),
        };
    }

    private static byte[] Moved(byte[] map, int dx, int dy)
    {
        var moved = new byte[map.Length];
        for (var y = dy; y < 48; y++)
        {
            map.AsSpan((y - dy) * 64, 64 - dx).CopyTo(moved.AsSpan((y * 64) + dx));
        }

        return moved;
    }

    private static void Disc(byte[] map, int width, int cx, int cy, int r, byte label)
    {
        for (var i = 0; i < map.Length; i++)
        {
            var (y, x) = Math.DivRem(i, width);
            if (((x - cx) * (x - cx)) + ((y - cy) * (y - cy)) <= r * r)
            {
                map[i] = label;
            }
        }
    }
}
