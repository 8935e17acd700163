using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Motion;

/// <summary>
/// Straight line in joint space with a trapezoid of speed, all joints arriving together, at 90 % of the limits so that the gate
/// passes every step unchanged.
/// </summary>
internal sealed class JointTrajectory
{
    private const double OfLimits = 0.9;
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

    public long EndNs => _startNs + (long)(_durationS * 1e9);

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

    private double Fraction(double t)
    {
        if (t >= _durationS)
        {
            return 1;
        }

        var leftS = _durationS - t;
        return t <= 0 ? 0
            : t < _rampS ? _accel * t * t / 2
            : leftS < _rampS ? 1 - (_accel * leftS * leftS / 2)
            : _accel * _rampS * (t - (_rampS / 2));
    }
}
