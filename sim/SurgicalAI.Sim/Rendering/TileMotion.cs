using System.Numerics;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// The fastest smear near each tile of a picture: how far a blur has to look around there (McGuire et al., "A Reconstruction Filter
/// for Plausible Motion Blur", 2012). Hot path: no allocation.
/// </summary>
/// <param name="widthPx">Picture's width, pixels.</param>
/// <param name="heightPx">Picture's height, pixels.</param>
internal sealed class TileMotion(int widthPx, int heightPx)
{
    /// <summary>Side of a tile, and the longest half smear, which must not reach past the next tile, pixels.</summary>
    public const int SidePx = 16;

    // What is smeared by less to either side is not smeared at all.
    private const float LeastPx = 0.25f;

    private readonly Vector2[] _own = new Vector2[((widthPx + SidePx - 1) / SidePx) * ((heightPx + SidePx - 1) / SidePx)];

    /// <summary>Tiles per row.</summary>
    public int Columns { get; } = (widthPx + SidePx - 1) / SidePx;

    /// <summary>Rows of tiles.</summary>
    public int Rows { get; } = (heightPx + SidePx - 1) / SidePx;

    /// <summary>Finds the fastest motion of each tile; false when nothing is smeared anywhere.</summary>
    /// <param name="motion">Motion of each pixel, row by row.</param>
    /// <param name="half">Half smear of a motion of one pixel, pixels.</param>
    public bool Fill(ReadOnlySpan<MotionPixel> motion, float half)
    {
        var moves = false;
        for (var i = 0; i < _own.Length; i++)
        {
            _own[i] = Shorten(half * Fastest(motion, i % Columns * SidePx, i / Columns * SidePx));
            moves |= _own[i] != default;
        }

        return moves;
    }

    /// <summary>Longest half smear of a tile and its neighbours, pixels; 0 where nothing is smeared.</summary>
    public Vector2 Near(int column, int row)
    {
        var longest = Vector2.Zero;
        for (var y = Math.Max(0, row - 1); y <= Math.Min(Rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(Columns - 1, column + 1); x++)
            {
                var own = _own[(y * Columns) + x];
                longest = own.LengthSquared() > longest.LengthSquared() ? own : longest;
            }
        }

        return longest;
    }

    /// <summary>A half smear of at most a tile.</summary>
    public static Vector2 Shorten(Vector2 half)
    {
        var length = half.Length();
        return length < LeastPx ? Vector2.Zero : half * Math.Min(1, SidePx / length);
    }

    private Vector2 Fastest(ReadOnlySpan<MotionPixel> motion, int left, int top)
    {
        var fastest = Vector2.Zero;
        var longest = 0f;
        var width = Math.Min(SidePx, widthPx - left);
        for (var y = top; y < Math.Min(top + SidePx, heightPx); y++)
        {
            foreach (ref readonly var pixel in motion.Slice((y * widthPx) + left, width))
            {
                var length = (pixel.Right * pixel.Right) + (pixel.Down * pixel.Down);
                if (length > longest)
                {
                    (longest, fastest) = (length, new(pixel.Right, pixel.Down));
                }
            }
        }

        return fastest;
    }
}
