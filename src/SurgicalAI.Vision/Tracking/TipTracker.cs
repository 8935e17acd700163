namespace SurgicalAI.Vision.Tracking;

/// <summary>A tool followed through the pictures of one eye.</summary>
/// <param name="Id">Number that stays with it; from 1.</param>
/// <param name="Tip">Tip, pixels.</param>
/// <param name="VelocityPxPerS">Its velocity, pixels per second.</param>
/// <param name="SdPx">Standard deviation of the tip, pixels.</param>
/// <param name="Axis">Unit direction of the shaft, towards the tip; (0, 0) while unknown.</param>
/// <param name="Seen">Number of the tool in the last picture; -1 when it was not seen there and is foretold.</param>
public readonly record struct TrackedTool(int Id, ImagePoint Tip, ImagePoint VelocityPxPerS, double SdPx, ImagePoint Axis, int Seen);

/// <summary>
/// Follows tips through the pictures of one eye: a Kalman filter of constant velocity for each, measurements given to the nearest
/// track within a gate, a track believed after two sightings and dropped after half a second without. Hot path: no allocation.
/// Not thread-safe.
/// </summary>
public sealed class TipTracker
{
    private const double AccelerationPxPerS2 = 3000;
    private const double FloorPx = 1;
    private const double Gate = 4;
    private const double NewSpeedPxPerS = 200;
    private const double LongestGapS = 0.5;
    private const double AxisShare = 0.3;
    private const int Confirmed = 2;

    private readonly Track[] _tracks = new Track[InstrumentRegions.Most];
    private readonly TrackedTool[] _tools = new TrackedTool[InstrumentRegions.Most];
    private readonly bool[] _taken = new bool[InstrumentRegions.Most];
    private int _count;
    private int _next = 1;

    /// <summary>Tools believed in after the last picture; valid until the next call.</summary>
    public ReadOnlySpan<TrackedTool> Tools => _tools.AsSpan(0, _count);

    /// <summary>Forgets all tracks; numbers go on.</summary>
    public void Reset()
    {
        _tracks.AsSpan().Clear();
        _count = 0;
    }

    /// <summary>Takes in the tools of a picture.</summary>
    /// <param name="seen">Tools of the picture.</param>
    /// <param name="dtS">Time since the picture before, seconds.</param>
    /// <returns>The tools believed in.</returns>
    public ReadOnlySpan<TrackedTool> Update(ReadOnlySpan<SeenTool> seen, double dtS)
    {
        _taken.AsSpan().Clear();
        foreach (ref var track in _tracks.AsSpan())
        {
            track.Predict(dtS);
        }

        while (TryNearest(seen, out var which, out var with))
        {
            _tracks[which].Take(seen[with], with);
            _taken[with] = true;
        }

        for (var i = 0; i < seen.Length; i++)
        {
            if (seen[i].HasTip && !_taken[i])
            {
                Begin(seen[i], i);
            }
        }

        return Believed();
    }

    // The closest pair of a track and a tool that are both still free.
    private bool TryNearest(ReadOnlySpan<SeenTool> seen, out int which, out int with)
    {
        (which, with) = (-1, -1);
        var best = Gate * Gate;
        for (var t = 0; t < _tracks.Length; t++)
        {
            for (var i = 0; i < seen.Length; i++)
            {
                if (_tracks[t].Id > 0 && _tracks[t].Seen < 0 && seen[i].HasTip && !_taken[i] && _tracks[t].Distance(seen[i]) is var d && d < best)
                {
                    (best, which, with) = (d, t, i);
                }
            }
        }

        return which >= 0;
    }

    private void Begin(in SeenTool tool, int number)
    {
        foreach (ref var track in _tracks.AsSpan())
        {
            if (track.Id == 0)
            {
                track.Start(_next++, tool, number);
                return;
            }
        }
    }

    private ReadOnlySpan<TrackedTool> Believed()
    {
        _count = 0;
        foreach (ref var track in _tracks.AsSpan())
        {
            if (track.Id > 0 && track.GapS > LongestGapS)
            {
                track = default;
            }

            if (track.Id > 0 && track.Sightings >= Confirmed)
            {
                _tools[_count++] = track.ToTool();
            }
        }

        return Tools;
    }

    // Both coordinates share one covariance: what is seen is about as sure one way as the other.
    private struct Track
    {
        private ImagePoint _tip;
        private ImagePoint _velocity;
        private ImagePoint _axis;
        private double _pp;
        private double _pv;
        private double _vv;

        public int Id { get; private set; }

        public int Seen { get; private set; }

        public int Sightings { get; private set; }

        public double GapS { get; private set; }

        public readonly TrackedTool ToTool() => new(Id, _tip, _velocity, Math.Sqrt(_pp), _axis, Seen);

        public void Start(int id, in SeenTool tool, int number)
        {
            (Id, Seen, Sightings, GapS) = (id, number, 1, 0);
            (_tip, _velocity, _axis) = (tool.Tip, default, tool.HasAxis ? tool.Axis : default);
            (_pp, _pv, _vv) = (Noise(tool), 0, NewSpeedPxPerS * NewSpeedPxPerS);
        }

        public void Predict(double dtS)
        {
            if (Id == 0)
            {
                return;
            }

            const double Q = AccelerationPxPerS2 * AccelerationPxPerS2;
            _tip += dtS * _velocity;
            _pp += (2 * dtS * _pv) + (dtS * dtS * _vv) + (Q * dtS * dtS * dtS * dtS / 4);
            _pv += (dtS * _vv) + (Q * dtS * dtS * dtS / 2);
            _vv += Q * dtS * dtS;
            (Seen, GapS) = (-1, GapS + dtS);
        }

        public readonly double Distance(in SeenTool tool)
        {
            var off = (tool.Tip - _tip).Length;
            return off * off / (_pp + Noise(tool));
        }

        public void Take(in SeenTool tool, int number)
        {
            var (off, s) = (tool.Tip - _tip, _pp + Noise(tool));
            var (kp, kv) = (_pp / s, _pv / s);
            _tip += kp * off;
            _velocity += kv * off;
            (_pp, _pv, _vv) = ((1 - kp) * _pp, (1 - kp) * _pv, _vv - (kv * _pv));
            if (tool.HasAxis)
            {
                _axis = _axis == default ? tool.Axis : (_axis + (AxisShare * (tool.Axis - _axis))).Unit();
            }

            (Seen, GapS, Sightings) = (number, 0, Sightings + 1);
        }

        private static double Noise(in SeenTool tool) => (FloorPx * FloorPx) + (((tool.AlongPx * tool.AlongPx) + (tool.AcrossPx * tool.AcrossPx)) / 2);
    }
}
