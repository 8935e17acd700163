namespace SurgicalAI.Control.Safety;

/// <summary>
/// One axis follows its target with limited jerk: acceleration changes by at most <c>j dt</c> per tick. Only <see cref="AxisRail"/> may
/// overrule it, and only to slow the axis down. Hot path.
/// </summary>
/// <remarks>
/// Three steps: the speed from which the axis could still stop at the target with 70 % of the jerk, the acceleration that leads to that
/// speed, the window of the jerk around the last acceleration. Near the target both laws are straight lines, and the last bit is one
/// exact step.
/// </remarks>
internal readonly struct AxisFollower(AxisRail rail, double maxJerk, double dtS)
{
    private const double ToStop = 0.7;
    private const double ToSpeed = 0.8;
    private readonly AxisRail _rail = rail;
    private readonly double _dt = dtS;
    private readonly double _jerk = maxJerk * (1 - 1e-9);
    private readonly double _maxA = rail.StepV / dtS;

    private double StepA => _jerk * _dt;

    /// <summary>Velocity of the next tick.</summary>
    /// <param name="x">Position.</param>
    /// <param name="v">Velocity.</param>
    /// <param name="a">Acceleration of the tick before; 0 after braking.</param>
    /// <param name="target">Target.</param>
    public double Next(double x, double v, double a, in AxisTarget target) => Limit(x, v, a, Wanted(x, v, a, target));

    /// <summary>The allowed velocity next to a wanted one: within the jerk, else nearer to rest.</summary>
    public double Limit(double x, double v, double a, double wanted)
    {
        var (free, window) = (v + (a * _dt), StepA * _dt);
        var smooth = Math.Clamp(wanted, free - window, free + window);
        var (lowest, highest) = _rail.Allowed(x, v);
        var safe = Math.Clamp(smooth, lowest, highest);
        return safe == smooth || Math.Abs(safe) <= Math.Abs(v) ? safe : v;
    }

    /// <summary>The allowed velocity next to a wanted one; unlike <see cref="Limit"/> it may slow down as hard as braking does.</summary>
    public double Ease(double x, double v, double a, double wanted)
    {
        var (free, window, brake) = (v + (a * _dt), StepA * _dt, _rail.Brake(v));
        var smooth = Math.Clamp(wanted, Math.Min(free - window, brake), Math.Max(free + window, brake));
        var (lowest, highest) = _rail.Allowed(x, v);
        var safe = Math.Clamp(smooth, lowest, highest);
        return Math.Abs(safe - free) <= window ? safe : Math.CopySign(Math.Min(Math.Abs(v), Math.Max(0, safe * Math.Sign(v))), v);
    }

    /// <summary>
    /// Target with its rate and acceleration from two ticks: believed at once when it could be a smooth motion of this axis; a jump or a
    /// staircase (a slow stream of commands) only enters slowly, as its mean.
    /// </summary>
    public AxisTarget Watch(in AxisTarget before, double target)
    {
        const double Blend = 0.1;
        var rate = (target - before.Position) / _dt;
        var change = (rate - before.Rate) / _dt;
        if (!(Math.Abs(change) <= 2 * _maxA))
        {
            return new(target, ClampV(before.Rate + (Blend * (rate - before.Rate))), 0);
        }

        var smooth = Math.Abs(change) <= _maxA && Math.Abs(change - before.Acceleration) <= 4 * StepA;
        var acceleration = smooth ? change : before.Acceleration + (Blend * (ClampA(change) - before.Acceleration));
        return new(target, ClampV(rate), acceleration);
    }

    private double Wanted(double x, double v, double a, in AxisTarget target)
    {
        var gap = target.Position - x;
        var landing = gap / _dt;
        if (Lands(landing, v, a, target))
        {
            return landing;
        }

        var behind = gap - (target.Rate * _dt);
        var (speed, slope) = StoppableV(Math.Abs(behind));
        var goal = target.Rate + Math.CopySign(speed, behind);
        var along = target.Acceleration - (slope * (v - target.Rate));
        if (Math.Abs(goal) > _rail.MaxV)
        {
            (goal, along) = (ClampV(goal), 0);
        }

        var missing = goal - v;
        var push = Math.Min(Math.Abs(missing) / (2 * _dt), Math.Sqrt(2 * ToSpeed * _jerk * Math.Abs(missing)));
        return v + (_dt * ClampA(along + Math.CopySign(push, missing)));
    }

    /// <summary>True when one tick at this speed ends on the target and the axis can stay on it.</summary>
    private bool Lands(double landing, double v, double a, in AxisTarget target)
    {
        var acceleration = (landing - v) / _dt;
        return Math.Abs(landing - target.Rate) <= StepA * _dt / 2
            && Math.Abs(acceleration - target.Acceleration) <= StepA / 2
            && Math.Abs(acceleration - a) <= StepA;
    }

    /// <summary>
    /// Speed from which a stop with limited jerk takes a way, and its slope over that way. The stop takes v sqrt(v/j) when it does not
    /// reach the greatest deceleration, v^2/2a + v a/2j when it does.
    /// </summary>
    private (double Speed, double Slope) StoppableV(double way)
    {
        var (steepest, jerk) = (1 / (3 * _dt), ToStop * _jerk);
        if (way <= 0)
        {
            return (0, steepest);
        }

        var straight = steepest * way;
        double speed, slope;
        if (way <= _maxA * _maxA * _maxA / (jerk * jerk))
        {
            speed = Math.Cbrt(jerk * way * way);
            slope = speed / way * 2 / 3;
        }
        else
        {
            var half = _maxA * _maxA / (2 * jerk);
            var root = Math.Sqrt((half * half) + (2 * _maxA * way));
            (speed, slope) = (root - half, _maxA / root);
        }

        return straight <= speed ? (straight, steepest) : (speed, slope);
    }

    private double ClampV(double v) => Math.Clamp(v, -_rail.MaxV, _rail.MaxV);

    private double ClampA(double a) => Math.Clamp(a, -_maxA, _maxA);
}
