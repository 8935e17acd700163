namespace SurgicalAI.Skills.Observation;

/// <summary>Exact integer sums over the pixels of one class in one eye.</summary>
internal struct ClassMoments
{
    private long _area;
    private long _sumX;
    private long _sumY;
    private long _sumXx;
    private long _sumXy;
    private long _sumYy;
    private int _left;
    private int _top;
    private int _right;
    private int _bottom;

    public readonly bool IsEmpty => _area == 0;

    public void Clear()
    {
        this = default;
        (_left, _top, _right, _bottom) = (int.MaxValue, int.MaxValue, -1, -1);
    }

    public void Add(in LabelRun run)
    {
        long n = run.Length;
        var sumX = n * (run.X0 + run.X1) / 2;
        _area += n;
        _sumX += sumX;
        _sumY += n * run.Y;
        _sumXx += SquaresTo(run.X1) - SquaresTo(run.X0 - 1);
        _sumXy += sumX * run.Y;
        _sumYy += n * run.Y * run.Y;
        _left = Math.Min(_left, run.X0);
        _top = Math.Min(_top, run.Y);
        _right = Math.Max(_right, run.X1);
        _bottom = Math.Max(_bottom, run.Y);
    }

    /// <summary>Writes the monocular numbers of a token; the occupancy grid and the stereo part are written elsewhere.</summary>
    public readonly void Write(Span<float> token, int widthPx, int heightPx)
    {
        double n = _area;
        double mx = _sumX / n, my = _sumY / n;
        var unit = 2.0 / widthPx;
        double centreX = (widthPx - 1) / 2.0, centreY = (heightPx - 1) / 2.0;
        token[TokenLayout.Present] = 1;
        token[TokenLayout.Size] = (float)(Math.Sqrt(n) * 4 / widthPx);
        token[TokenLayout.CentroidX] = (float)((mx - centreX) * unit);
        token[TokenLayout.CentroidY] = (float)((my - centreY) * unit);
        WriteAxes(token, (_sumXx / n) - (mx * mx), (_sumXy / n) - (mx * my), (_sumYy / n) - (my * my), unit);
        token[TokenLayout.Box] = (float)((_left - centreX) * unit);
        token[TokenLayout.Box + 1] = (float)((_top - centreY) * unit);
        token[TokenLayout.Box + 2] = (float)((_right - centreX) * unit);
        token[TokenLayout.Box + 3] = (float)((_bottom - centreY) * unit);
        token[TokenLayout.Touch] = _left == 0 ? 1 : 0;
        token[TokenLayout.Touch + 1] = _top == 0 ? 1 : 0;
        token[TokenLayout.Touch + 2] = _right == widthPx - 1 ? 1 : 0;
        token[TokenLayout.Touch + 3] = _bottom == heightPx - 1 ? 1 : 0;
    }

    // Eigenvalues of the symmetric 2x2 covariance; the double angle avoids the jump of an axis at half a turn.
    private static void WriteAxes(Span<float> token, double xx, double xy, double yy, double unit)
    {
        var mean = (xx + yy) / 2;
        var half = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        token[TokenLayout.Major] = (float)(4 * unit * Math.Sqrt(Math.Max(0, mean + half)));
        token[TokenLayout.Minor] = (float)(4 * unit * Math.Sqrt(Math.Max(0, mean - half)));
        var scale = 1 / Math.Max(mean, 1e-9);
        token[TokenLayout.AxisCosine] = (float)((xx - yy) / 2 * scale);
        token[TokenLayout.AxisSine] = (float)(xy * scale);
    }

    private static long SquaresTo(long m) => m * (m + 1) * ((2 * m) + 1) / 6;
}
