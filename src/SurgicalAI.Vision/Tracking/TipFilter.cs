using SurgicalAI.Core.Frames;

namespace SurgicalAI.Vision.Tracking;

/// <summary>How a tip moves and how far its measurements are believed; standard deviations.</summary>
public sealed record TipFilterOptions
{
    /// <summary>Unforeseen acceleration, metres per second and second.</summary>
    public double AccelerationMPerS2 { get; init; } = 0.5;

    /// <summary>Difference between the arm's tip and the seen one when nothing is known, metres; published: 5 mm.</summary>
    public double OffsetM { get; init; } = 0.004;

    /// <summary>Change of that difference in a second, metres.</summary>
    public double OffsetDriftM { get; init; } = 0.0008;

    /// <summary>Noise of the arm's own reports, metres.</summary>
    public double KinematicsM { get; init; } = 0.0002;

    /// <summary>Part of the seen tip's error that stays from picture to picture, pixels; pictures in a row tell less than their number.</summary>
    public double SeenFloorPx { get; init; } = 3;

    /// <summary>The same of the disparity, pixels.</summary>
    public double DisparityFloorPx { get; init; } = 0.8;

    /// <summary>Measurements further from the prediction than this many standard deviations are refused.</summary>
    public double Gate { get; init; } = 4;

    /// <summary>After this many refusals in a row the state is believed no more and its uncertainty is opened.</summary>
    public int MostRefusals { get; init; } = 8;
}

/// <summary>
/// Kalman filter of one tip in the left eye's frame: position, velocity, and the slowly changing difference between where the arm
/// says its tip is and where it is seen. Measurements are scalars: the two coordinates of the seen tip, its disparity, the arm's three.
/// Hot path: no allocation. Not thread-safe.
/// </summary>
/// <remarks>The arm tells fine motion well and place badly, eyes the opposite; with both, eyes are averaged over seconds while the tip moves.</remarks>
public sealed class TipFilter
{
    private const int Size = 9;
    private const int Velocity = 3;
    private const int Offset = 6;
    private const double UnknownM = 0.05;
    private const double UnknownMPerS = 0.05;

    private readonly StereoRig _rig;
    private readonly TipFilterOptions _options;
    private readonly double[] _x = new double[Size];
    private readonly double[] _p = new double[Size * Size];
    private readonly double[] _gain = new double[Size];
    private readonly double[] _row = new double[Size];
    private int _refusals;

    /// <summary>Makes a filter that knows nothing yet.</summary>
    /// <param name="rig">Calibration.</param>
    /// <param name="options">Noise.</param>
    public TipFilter(StereoRig rig, TipFilterOptions options)
    {
        ArgumentNullException.ThrowIfNull(rig);
        ArgumentNullException.ThrowIfNull(options);
        (_rig, _options) = (rig, options);
    }

    /// <summary>True once a place was measured.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Tip, left eye's frame, metres.</summary>
    public Vec3 Position => At(0);

    /// <summary>Its velocity, m/s.</summary>
    public Vec3 VelocityMPerS => At(Velocity);

    /// <summary>Tip by the arm less the seen one, metres.</summary>
    public Vec3 OffsetM => At(Offset);

    /// <summary>Standard deviation of the tip's place, metres: root of the sum over the three axes.</summary>
    public double SdM => Math.Sqrt(_p[0] + _p[Size + 1] + _p[(2 * Size) + 2]);

    /// <summary>Measurements refused since the start.</summary>
    public int Refused { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (IsStarted, _refusals, Refused) = (false, 0, 0);

    /// <summary>Starts at a place that is known by the arm alone.</summary>
    /// <param name="arm_eye">Tip by the arm, metres.</param>
    public void StartAtArm(Vec3 arm_eye)
    {
        Start(arm_eye, _options.OffsetM * 3);
        for (var k = 0; k < 3; k++)
        {
            _p[((Offset + k) * Size) + Offset + k] = _options.OffsetM * _options.OffsetM;
        }

        UpdateArm(arm_eye);
    }

    /// <summary>Starts at a place that the eyes measured.</summary>
    /// <param name="p_eye">Tip, metres.</param>
    public void StartAt(Vec3 p_eye) => Start(p_eye, UnknownM);

    /// <summary>Moves the state on.</summary>
    /// <param name="dtS">Time, seconds.</param>
    public void Predict(double dtS)
    {
        for (var k = 0; k < 3; k++)
        {
            _x[k] += dtS * _x[Velocity + k];
            AddRow(k, Velocity + k, dtS);
        }

        var (a, drift) = (_options.AccelerationMPerS2 * _options.AccelerationMPerS2, _options.OffsetDriftM * _options.OffsetDriftM * dtS);
        for (var k = 0; k < 3; k++)
        {
            _p[(k * Size) + k] += a * dtS * dtS * dtS * dtS / 4;
            _p[(k * Size) + Velocity + k] += a * dtS * dtS * dtS / 2;
            _p[((Velocity + k) * Size) + k] += a * dtS * dtS * dtS / 2;
            _p[((Velocity + k) * Size) + Velocity + k] += a * dtS * dtS;
            _p[((Offset + k) * Size) + Offset + k] += drift;
        }
    }

    /// <summary>A jaw's end, or the tip itself, as seen by the left eye.</summary>
    /// <param name="lever">From the tip to it, left eye's frame, metres.</param>
    /// <param name="ideal">Ideal point.</param>
    /// <param name="along">Unit direction in which the jaws point.</param>
    /// <param name="alongPx">Standard deviation along it, pixels.</param>
    /// <param name="acrossPx">Standard deviation across it, pixels.</param>
    /// <returns>False when it was refused.</returns>
    public bool UpdateSeen(Vec3 lever, ImagePoint ideal, ImagePoint along, double alongPx, double acrossPx) =>
        Count(UpdatePixel(lever, ideal, along, alongPx) & UpdatePixel(lever, ideal, along.Normal(), acrossPx));

    /// <summary>Disparity of a jaw's end, or of the tip itself.</summary>
    /// <param name="lever">From the tip to it, left eye's frame, metres.</param>
    /// <param name="disparityPx">Ideal pixels.</param>
    /// <param name="sdPx">Standard deviation.</param>
    /// <returns>False when it was refused.</returns>
    public bool UpdateDisparity(Vec3 lever, double disparityPx, double sdPx)
    {
        if (!_rig.TryProject(Position + lever, out _, out var expected))
        {
            return Count(false);
        }

        _row.AsSpan().Clear();
        _row[2] = -expected / (_x[2] + lever.Z);
        return Count(Update(disparityPx - expected, Square(sdPx) + Square(_options.DisparityFloorPx)));
    }

    /// <summary>The tip by the arm.</summary>
    /// <param name="arm_eye">Left eye's frame, metres.</param>
    public void UpdateArm(Vec3 arm_eye)
    {
        Span<double> seen = [arm_eye.X, arm_eye.Y, arm_eye.Z];
        for (var k = 0; k < 3; k++)
        {
            _row.AsSpan().Clear();
            (_row[k], _row[Offset + k]) = (1, 1);
            _ = Update(seen[k] - _x[k] - _x[Offset + k], Square(_options.KinematicsM), gated: false);
        }
    }

    private static double Square(double x) => x * x;

    private bool UpdatePixel(Vec3 lever, ImagePoint ideal, ImagePoint way, double sdPx)
    {
        if (!_rig.TryProject(Position + lever, out var expected, out _))
        {
            return false;
        }

        var (eye, z) = (_rig.Camera.Intrinsics, _x[2] + lever.Z);
        _row.AsSpan().Clear();
        (_row[0], _row[1]) = (way.XPx * eye.FxPx / z, way.YPx * eye.FyPx / z);
        _row[2] = -((_row[0] * (_x[0] + lever.X)) + (_row[1] * (_x[1] + lever.Y))) / z;
        return Update((ideal - expected).Dot(way), Square(sdPx) + Square(_options.SeenFloorPx));
    }

    private bool Update(double innovation, double variance, bool gated = true)
    {
        var s = variance;
        for (var r = 0; r < Size; r++)
        {
            var sum = 0.0;
            for (var c = 0; c < Size; c++)
            {
                sum += _p[(r * Size) + c] * _row[c];
            }

            _gain[r] = sum;
            s += _row[r] * sum;
        }

        if (gated && innovation * innovation > _options.Gate * _options.Gate * s)
        {
            return false;
        }

        for (var r = 0; r < Size; r++)
        {
            _x[r] += _gain[r] / s * innovation;
            for (var c = 0; c < Size; c++)
            {
                _p[(r * Size) + c] -= _gain[r] * _gain[c] / s;
            }
        }

        return true;
    }

    // Too many refusals in a row: the state is wrong, not the measurements.
    private bool Count(bool taken)
    {
        Refused += taken ? 0 : 1;
        _refusals = taken ? 0 : _refusals + 1;
        if (_refusals >= _options.MostRefusals)
        {
            _refusals = 0;
            for (var k = 0; k < 3; k++)
            {
                _p[(k * Size) + k] += Square(2 * _options.OffsetM);
                _p[((Offset + k) * Size) + Offset + k] += Square(2 * _options.OffsetM);
            }
        }

        return taken;
    }

    private void Start(Vec3 p, double sdM)
    {
        _x.AsSpan().Clear();
        _p.AsSpan().Clear();
        (_x[0], _x[1], _x[2]) = (p.X, p.Y, p.Z);
        for (var k = 0; k < 3; k++)
        {
            _p[(k * Size) + k] = sdM * sdM;
            _p[((Velocity + k) * Size) + Velocity + k] = UnknownMPerS * UnknownMPerS;
            _p[((Offset + k) * Size) + Offset + k] = UnknownM * UnknownM;
        }

        (IsStarted, _refusals) = (true, 0);
    }

    // Row and column of the covariance: P becomes F P F'.
    private void AddRow(int to, int from, double factor)
    {
        for (var c = 0; c < Size; c++)
        {
            _p[(to * Size) + c] += factor * _p[(from * Size) + c];
        }

        for (var r = 0; r < Size; r++)
        {
            _p[(r * Size) + to] += factor * _p[(r * Size) + from];
        }
    }

    private Vec3 At(int k) => new(_x[k], _x[k + 1], _x[k + 2]);
}
