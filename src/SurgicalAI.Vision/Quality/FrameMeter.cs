namespace SurgicalAI.Vision.Quality;

/// <summary>Measures <see cref="FrameStatistics"/> on a grid of at most 120 x 90 pixels of the field. Not thread-safe.</summary>
public sealed class FrameMeter
{
    private const int MostColumns = 120;
    private const int MostRows = 90;
    private const int Top = 250;
    private const int Black = 25;

    // By how much of the brightest channel red must lead over the mean of the others for tissue, and green or blue over red for cold.
    private const double RedLead = 0.12;
    private const double ColdLead = 0.04;

    // What noise adds to a mean squared second difference, and the least of one that says anything, levels squared.
    private const double NoiseFloor = 8;
    private const double LeastTexture = 20;

    private readonly int[] _least = new int[256];
    private readonly int[] _most = new int[256];
    private Sums _sums;

    /// <summary>Measures a frame. Hot path: no allocation.</summary>
    /// <param name="bgr">Pixels of three bytes, rows without padding.</param>
    /// <param name="widthPx">Width of the frame, pixels.</param>
    /// <param name="area">The endoscope's field in it.</param>
    public FrameStatistics Measure(ReadOnlySpan<byte> bgr, int widthPx, ContentArea area)
    {
        Array.Clear(_least);
        Array.Clear(_most);
        _sums = default;
        var (columns, rows) = (Math.Min(MostColumns, area.WidthPx), Math.Min(MostRows, area.HeightPx));
        var near = Math.Max(1, (int)Math.Round(area.WidthPx / 160.0));
        for (var r = 0; r < rows; r++)
        {
            var y = area.Y + (int)((r + 0.5) * area.HeightPx / rows);
            var row = bgr.Slice(3 * widthPx * y, 3 * widthPx);
            for (var c = 0; c < columns; c++)
            {
                var x = area.X + (int)((c + 0.5) * area.WidthPx / columns);
                if (area.Contains(x, y))
                {
                    Colour(row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]);
                    Texture(bgr, widthPx, area, x, y, near);
                }
            }
        }

        return Result();
    }

    private void Colour(int b, int g, int r)
    {
        var (most, least) = (Math.Max(r, Math.Max(g, b)), Math.Min(r, Math.Min(g, b)));
        _sums.All++;
        _sums.Bright += most;
        _sums.BrightSquared += most * most;
        _most[most]++;
        _least[least]++;
        if (most < Black)
        {
            _sums.Black++;
            return;
        }

        _sums.Lit++;
        _sums.Saturation += (double)(most - least) / most;
        _sums.Redness += (r - ((g + b) / 2.0)) / most;
        if (r + g + b - least >= 2 * Top)
        {
            _sums.Clipped++;
            return;
        }

        _sums.Coloured++;
        _sums.Tissue += r == most && r - ((g + b) / 2.0) >= RedLead * most ? 1 : 0;
        _sums.Cold += Math.Max(g, b) - r >= ColdLead * most ? 1 : 0;
    }

    // Second differences along the row, where both lie in the field.
    private void Texture(ReadOnlySpan<byte> bgr, int widthPx, ContentArea area, int x, int y, int near)
    {
        var (far, block) = (4 * near, Math.Max(1, near / 4));
        if (area.Contains(x - far, y) && area.Contains(x + far + block, y + block))
        {
            var middle = Green(bgr, widthPx, x, y, block);
            var fine = Green(bgr, widthPx, x - near, y, block) + Green(bgr, widthPx, x + near, y, block) - (2 * middle);
            var coarse = Green(bgr, widthPx, x - far, y, block) + Green(bgr, widthPx, x + far, y, block) - (2 * middle);
            (_sums.Fine, _sums.Coarse, _sums.Textured) = (_sums.Fine + (fine * fine), _sums.Coarse + (coarse * coarse), _sums.Textured + 1);
        }
    }

    // Mean of four, against noise.
    private static double Green(ReadOnlySpan<byte> bgr, int widthPx, int x, int y, int block)
    {
        var (upper, lower) = ((3 * ((y * widthPx) + x)) + 1, (3 * (((y + block) * widthPx) + x)) + 1);
        return (bgr[upper] + bgr[upper + (3 * block)] + bgr[lower] + bgr[lower + (3 * block)]) / 4.0;
    }

    private double Sharpness()
    {
        double points = Math.Max(1, _sums.Textured);
        return Math.Max(0, (_sums.Fine / points) - NoiseFloor) / Math.Max(_sums.Coarse / points, LeastTexture);
    }

    private FrameStatistics Result()
    {
        double all = Math.Max(1, _sums.All), lit = Math.Max(1, _sums.Lit), coloured = Math.Max(1, _sums.Coloured);
        var mean = _sums.Bright / all;
        return new(
            mean,
            _sums.Clipped / all,
            _sums.Black / all,
            Percentile(_least, 0.1) / (double)Math.Max(1, Percentile(_most, 0.9)),
            _sums.Saturation / lit,
            _sums.Redness / lit,
            _sums.Tissue / coloured,
            _sums.Cold / coloured,
            Sharpness(),
            Math.Sqrt(Math.Max(0, (_sums.BrightSquared / all) - (mean * mean))));
    }

    private int Percentile(int[] histogram, double share)
    {
        var (value, below) = (0, histogram[0]);
        while (below < share * _sums.All)
        {
            below += histogram[++value];
        }

        return value;
    }

    private struct Sums
    {
        public int All;
        public int Black;
        public int Lit;
        public int Clipped;
        public int Coloured;
        public int Textured;
        public int Tissue;
        public int Cold;
        public double Bright;
        public double BrightSquared;
        public double Saturation;
        public double Redness;
        public double Fine;
        public double Coarse;
    }
}
