using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Motion;

/// <summary>
/// Straight line in joint space with a trapezoid of speed, rounded, all joints arriving together, at 90 % of the limits so that the
/// gate passes every step unchanged.
/// </summary>
internal sealed class JointTrajectory
{
    private const double OfLimits = 0.9;

    /// <summary>
    /// The trapezoid is averaged over this time, which limits its jerk: at worst from full acceleration to full deceleration in it.
    /// Twice the gate's <see cref="Safety.GateOptions.JerkTimeS"/>, seconds.
    /// </summary>
    private const double RoundingS = 0.02;

    private readonly JointVector _from;
    private readonly long _startNs;
    private readonly double _accel;
    private readonly double _rampS;
    private readonly double _durationS;

    public JointTrajectory(in JointVector from, in JointVector goal, ArmLimits limits, long startNs)
    {
        (_from, Goal, _startNs) = (from, goal, startNs);
        var (speed, accel) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < JointVector.Length; i++)
        {
            var way = Math.Abs(goal[i] - from[i]);
            speed = way > 0 ? Math.Min(speed, OfLimits * limits.MaxVelocity[i] / way) : speed;
            accel = way > 0 ? Math.Min(accel, OfLimits * limits.MaxAcceleration[i] / way) : accel;
        }

        _accel = accel;
        _rampS = double.IsInfinity(accel) ? 0 : Math.Min(speed / accel, Math.Sqrt(1 / accel));
        _durationS = double.IsInfinity(accel) ? 0 : _rampS + (1 / (accel * _rampS));
    }

    public JointVector Goal { get; }

    public long EndNs => _startNs + (long)((_durationS + RoundingS) * 1e9);

    public JointVector At(long nowNs)
    {
        var s = Fraction((nowNs - _startNs) * 1e-9);
        var q = Goal;
        for (var i = 0; s < 1 && i < JointVector.Length; i++)
        {
            q[i] = _from[i] + (s * (Goal[i] - _from[i]));
        }

        return q;
    }

    private double Fraction(double t) =>
        double.IsInfinity(_accel) || t >= _durationS + RoundingS ? 1 : Math.Min(1, (Area(t) - Area(t - RoundingS)) / RoundingS);

    /// <summary>Integral of the trapezoid's way, a fraction of the whole, from the start to a time.</summary>
    private double Area(double t)
    {
        var leftS = _durationS - t;
        return t <= 0 ? 0
            : leftS <= 0 ? (_durationS / 2) - leftS
            : t < _rampS ? _accel * t * t * t / 6
            : leftS < _rampS ? (_durationS / 2) - leftS + (_accel * leftS * leftS * leftS / 6)
            : (_accel * _rampS * _rampS * _rampS / 6) + (_accel * _rampS * (t - _rampS) * t / 2);
    }
}
