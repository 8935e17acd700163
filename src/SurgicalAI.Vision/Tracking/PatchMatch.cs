namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Matches a set of pixels of one eye, the template, in the other along ideal rows. The disparity is a plane over the patch: its
/// value at the tip, a slope along the jaws, a slope across. First normalised correlation over whole pixels, then Gauss and Newton
/// for the plane with gain and offset of the brightness, to a fraction of a pixel. Keeps its buffers. Hot path.
/// </summary>
internal sealed class PatchMatch
{
    private const int Most = 600;
    private const int Unknowns = 5;
    private const int Steps = 12;

    /// <summary>Tangent of the angle by which jaws point away from the eye, as expected beforehand: an instrument comes from beside the endoscope.</summary>
    public const double UsualTilt = 1.2;

    // Its standard deviation, that of the slope across, and the grey levels that noise makes up.
    private const double TiltSd = 0.7;
    private const double SlopeAcross = 0.02;
    private const double NoiseLevels = 3;
    private const double HuberLevels = 8;

    // Neighbouring pixels err together: so many of them tell as much as one.
    private const double Alike = 9;

    private readonly ImagePoint[] _ideal = new ImagePoint[Most];
    private readonly double[] _along = new double[Most];
    private readonly double[] _across = new double[Most];
    private readonly double[] _level = new double[Most];
    private readonly double[] _normal = new double[Unknowns * (Unknowns + 1)];
    private int _count;

    /// <summary>Pixels of the template.</summary>
    public int Count => _count;

    /// <summary>Empties the template.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a pixel of the template.</summary>
    /// <param name="ideal">Its ideal point.</param>
    /// <param name="along">Distance from the tip along the jaws, pixels.</param>
    /// <param name="across">Distance across.</param>
    /// <param name="level">Its grey level.</param>
    public void Add(ImagePoint ideal, double along, double across, double level)
    {
        if (_count < Most)
        {
            (_ideal[_count], _along[_count], _across[_count], _level[_count]) = (ideal, along, across, level);
            _count++;
        }
    }

    /// <summary>Correlation of the template with the other eye at one disparity and slope along; -1 when too little of it is there.</summary>
    public double Correlate(GreyWindow other, StereoRig rig, int side, double disparityPx, double slope)
    {
        var (n, a, b, aa, bb, ab) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < _count; i++)
        {
            if (other.TryRead(rig.Seen(Shift(i, side, disparityPx + (slope * _along[i]))), out var level))
            {
                n++;
                (a, b) = (a + _level[i], b + level);
                (aa, bb, ab) = (aa + (_level[i] * _level[i]), bb + (level * level), ab + (_level[i] * level));
            }
        }

        if (2 * n < _count || n < 8)
        {
            return -1;
        }

        var (va, vb, vab) = (aa - (a * a / n), bb - (b * b / n), ab - (a * b / n));
        return va < n || vb < n ? -1 : vab / Math.Sqrt(va * vb);
    }

    /// <summary>Refines a disparity.</summary>
    /// <param name="other">The other eye.</param>
    /// <param name="rig">Calibration.</param>
    /// <param name="side">-1 when the template is of the left eye, 1 when it is of the right one.</param>
    /// <param name="startPx">Disparity to start from, ideal pixels.</param>
    /// <param name="slope">Slope along the jaws to start from.</param>
    public TipDepth Refine(GreyWindow other, StereoRig rig, int side, double startPx, double slope)
    {
        Span<double> x = [startPx, slope, 0, 1, 0];
        var (usual, spread) = (SlopeOf(rig, startPx, UsualTilt), -SlopeOf(rig, startPx, TiltSd));
        Span<double> step = stackalloc double[Unknowns];
        (x[3], x[4]) = Brightness(other, rig, side, x);
        var (rms, variance) = (0.0, 1.0);
        for (var pass = 0; pass < Steps; pass++)
        {
            if (!TryStep(other, rig, side, x, usual, spread, step, out rms, out variance))
            {
                return default;
            }

            for (var k = 0; k < Unknowns; k++)
            {
                x[k] += k == 0 ? Math.Clamp(step[k], -1, 1) : step[k];
            }

            if (Math.Abs(step[0]) < 0.005)
            {
                break;
            }
        }

        var correlation = Correlate(other, rig, side, x[0], x[1]);
        return new(x[0] > 1 && Math.Abs(x[0] - startPx) < 4, x[0], rms * Math.Sqrt(variance), correlation, x[1]);
    }

    /// <summary>Change of the disparity by pixel along jaws that point away from the eye.</summary>
    /// <param name="rig">Calibration.</param>
    /// <param name="disparityPx">Where they are.</param>
    /// <param name="tilt">Tangent of their angle to the picture's plane.</param>
    public static double SlopeOf(StereoRig rig, double disparityPx, double tilt) => -tilt * disparityPx / rig.Camera.Intrinsics.FxPx;

    private ImagePoint Shift(int i, int side, double disparityPx) => new(_ideal[i].XPx + (side * disparityPx), _ideal[i].YPx);

    private double DisparityAt(int i, ReadOnlySpan<double> x) => x[0] + (x[1] * _along[i]) + (x[2] * _across[i]);

    // Gain and offset that bring the other eye's levels to the template's mean and contrast.
    private (double Gain, double Offset) Brightness(GreyWindow other, StereoRig rig, int side, ReadOnlySpan<double> x)
    {
        var (n, a, b, aa, bb) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < _count; i++)
        {
            if (other.TryRead(rig.Seen(Shift(i, side, DisparityAt(i, x))), out var level))
            {
                n++;
                (a, b, aa, bb) = (a + _level[i], b + level, aa + (_level[i] * _level[i]), bb + (level * level));
            }
        }

        var gain = n == 0 ? 1 : Math.Clamp(Math.Sqrt((aa - (a * a / n) + 1) / (bb - (b * b / n) + 1)), 0.3, 3);
        return (gain, n == 0 ? 0 : (a - (gain * b)) / n);
    }

    private bool TryStep(GreyWindow other, StereoRig rig, int side, ReadOnlySpan<double> x, double usual, double spread, Span<double> step, out double rms, out double variance)
    {
        const double Half = 0.5;
        _normal.AsSpan().Clear();
        Span<double> row = stackalloc double[Unknowns];
        var (n, squares) = (0, 0.0);
        for (var i = 0; i < _count; i++)
        {
            var d = DisparityAt(i, x);
            if (!other.TryRead(rig.Seen(Shift(i, side, d)), out var level)
                || !other.TryRead(rig.Seen(Shift(i, side, d - Half)), out var less) || !other.TryRead(rig.Seen(Shift(i, side, d + Half)), out var more))
            {
                continue;
            }

            var error = _level[i] - (x[3] * level) - x[4];
            var slope = x[3] * (more - less);
            (row[0], row[1], row[2], row[3], row[4]) = (slope, slope * _along[i], slope * _across[i], level, 1);
            var weight = Math.Abs(error) <= HuberLevels ? 1 : HuberLevels / Math.Abs(error);
            Accumulate(row, error, weight);
            (n, squares) = (n + 1, squares + (weight * error * error));
        }

        (rms, variance) = (NoiseLevels, 1);
        if (2 * n < _count || n < 12)
        {
            return false;
        }

        rms = Math.Sqrt(squares / n) + 0.5;
        rms *= Math.Sqrt(Alike);
        Prior(1, x[1] - usual, rms / spread);
        Prior(2, x[2], rms / SlopeAcross);
        Prior(3, x[3] - 1, rms / 0.5);
        return SmallSystem.TrySolve(_normal, Unknowns, step, out variance);
    }

    private void Prior(int k, double off, double weight)
    {
        _normal[(k * (Unknowns + 1)) + k] += weight * weight;
        _normal[(k * (Unknowns + 1)) + Unknowns] -= weight * weight * off;
    }

    private void Accumulate(ReadOnlySpan<double> row, double error, double weight)
    {
        for (var r = 0; r < Unknowns; r++)
        {
            for (var c = 0; c < Unknowns; c++)
            {
                _normal[(r * (Unknowns + 1)) + c] += weight * row[r] * row[c];
            }

            _normal[(r * (Unknowns + 1)) + Unknowns] += weight * row[r] * error;
        }
    }
}
