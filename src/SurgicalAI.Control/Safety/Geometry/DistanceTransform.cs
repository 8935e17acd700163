namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Squared distance of every cell of a grid from the nearest marked one, exact: one pass along each axis, lower envelope of parabolas.</summary>
internal static class DistanceTransform
{
    /// <summary>Value of a cell that is not marked.</summary>
    public const float Far = 1e12f;

    /// <summary>Transforms in place.</summary>
    /// <param name="cells">0 where marked, else <see cref="Far"/>; x runs fastest. Becomes squared distances in cells.</param>
    /// <param name="size">Cells along each axis.</param>
    public static float[] Squared(float[] cells, (int X, int Y, int Z) size)
    {
        var longest = Math.Max(size.X, Math.Max(size.Y, size.Z));
        var (line, envelope, borders) = (new double[longest], new int[longest], new double[longest + 1]);
        Along(size.X, 1, size.Y, size.X, size.Z, size.X * size.Y);
        Along(size.Y, size.X, size.X, 1, size.Z, size.X * size.Y);
        Along(size.Z, size.X * size.Y, size.X, 1, size.Y, size.X);
        return cells;

        void Along(int count, int stride, int rows, int rowStride, int layers, int layerStride)
        {
            for (var i = 0; i < rows * layers; i++)
            {
                var start = ((i % rows) * rowStride) + (i / rows * layerStride);
                for (var k = 0; k < count; k++)
                {
                    line[k] = cells[start + (k * stride)];
                }

                Envelope(line.AsSpan(0, count), envelope, borders);
                for (int k = 0, parabola = 0; k < count; k++)
                {
                    while (borders[parabola + 1] < k)
                    {
                        parabola++;
                    }

                    var off = k - envelope[parabola];
                    cells[start + (k * stride)] = (float)((off * (double)off) + line[envelope[parabola]]);
                }
            }
        }
    }

    private static void Envelope(ReadOnlySpan<double> f, int[] envelope, double[] borders)
    {
        var last = 0;
        (envelope[0], borders[0], borders[1]) = (0, double.NegativeInfinity, double.PositiveInfinity);
        for (var q = 1; q < f.Length; q++)
        {
            var cut = Cut(f, q, envelope[last]);
            while (cut <= borders[last])
            {
                cut = Cut(f, q, envelope[--last]);
            }

            last++;
            (envelope[last], borders[last], borders[last + 1]) = (q, cut, double.PositiveInfinity);
        }
    }

    private static double Cut(ReadOnlySpan<double> f, int q, int p) => (f[q] - f[p] + ((double)q * q) - ((double)p * p)) / (2.0 * (q - p));
}
