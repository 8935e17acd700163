namespace SurgicalAI.Control.Safety;

/// <summary>
/// One axis in discrete time: position x, velocity v per tick of fixed length, at most <c>a dt</c> of change in v per tick.
/// Limits are kept 1e-9 inside the true ones, so that rounding cannot pass them. Hot path.
/// </summary>
internal readonly struct AxisRail(double min, double max, double maxVelocity, double maxAcceleration, double dtS)
{
    private const double Inside = 1e-9;
    private readonly double _min = min + Inside;
    private readonly double _max = max - Inside;
    private readonly double _maxV = maxVelocity * (1 - Inside);
    private readonly double _stepV = maxAcceleration * dtS * (1 - Inside);
    private readonly double _dt = dtS;

    /// <summary>Greatest speed, kept inside the limit.</summary>
    public double MaxV => _maxV;

    /// <summary>Greatest change of speed in a tick.</summary>
    public double StepV => _stepV;

    public double Clamp(double target) => Math.Clamp(target, _min, _max);

    /// <summary>The same for an axis that may be outside its range, or end there while braking: so far, but no further.</summary>
    public double Clamp(double target, double x, double v)
    {
        var rest = x + BrakeWay(v);
        return Math.Clamp(target, Math.Min(_min, Math.Min(x, rest)), Math.Max(_max, Math.Max(x, rest)));
    }

    /// <summary>Velocity of the next tick when braking as hard as allowed.</summary>
    public double Brake(double v) => Math.Abs(v) <= _stepV ? 0 : v - Math.CopySign(_stepV, v);

    /// <summary>Position and velocity after a number of braking ticks.</summary>
    public void BrakeAhead(ref double x, ref double v, int ticks)
    {
        var speed = Math.Abs(v);
        var n = Math.Min(ticks, Math.Floor(speed / _stepV));
        x += Math.CopySign(_dt * ((n * speed) - (_stepV * n * (n + 1) / 2)), v);
        v = Math.CopySign(Math.Max(0, speed - (ticks * _stepV)), v);
    }

    /// <summary>Way until rest when braking from the next tick on, with v's sign.</summary>
    public double BrakeWay(double v)
    {
        var ticks = Math.Floor(Math.Abs(v) / _stepV);
        return Math.CopySign(_dt * ((ticks * Math.Abs(v)) - (_stepV * ticks * (ticks + 1) / 2)), v);
    }

    /// <summary>
    /// Velocities allowed in the next tick: within acceleration and velocity limits and such that braking afterwards still ends inside
    /// the range. Where braking ends outside already (a start outside), it gets no worse. Braking is always among them.
    /// </summary>
    public (double Lowest, double Highest) Allowed(double x, double v)
    {
        var brake = Brake(v);
        var rest = x + BrakeWay(v);
        var highest = Math.Min(Math.Min(v + _stepV, _maxV), StoppableV(Math.Max(_max, rest) - x));
        var lowest = Math.Max(Math.Max(v - _stepV, -_maxV), -StoppableV(x - Math.Min(_min, rest)));
        return (Math.Min(lowest, brake), Math.Max(highest, brake));
    }

    /// <summary>Velocity of the next tick that follows a target moving at a rate, within what is <see cref="Allowed"/>.</summary>
    public double Next(double x, double v, double target, double rate)
    {
        var (lowest, highest) = Allowed(x, v);
        var behind = target - x - (rate * _dt);
        var wanted = rate + Math.CopySign(StoppableV(Math.Abs(behind)), behind);
        return Math.Clamp(wanted, lowest, highest);
    }

    /// <summary>Greatest velocity for the next tick after which braking ends within a way: way = dt ((n+1) v - n(n+1)/2 a dt), n = whole braking ticks.</summary>
    private double StoppableV(double way)
    {
        if (way <= 0)
        {
            return 0;
        }

        var r = way / (_dt * _stepV);
        var n = Math.Floor((Math.Sqrt(1 + (8 * r)) - 1) / 2);
        return _stepV * ((r / (n + 1)) + (n / 2));
    }
}
