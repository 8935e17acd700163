namespace SurgicalAI.Control.Safety;

/// <summary>The step nearest to a forbidden one: it brakes across the face that is in the way and goes on along it. Hot path.</summary>
internal sealed class Slide(AxisSet axes)
{
    /// <summary>Steps tried before the arm brakes.</summary>
    public const int Tries = 3;

    /// <summary>
    /// Least change of the axes' speeds, each measured by its greatest acceleration, after which the face is approached no faster than
    /// by braking: a projection on one half-space. The last try goes half the way to braking besides.
    /// </summary>
    /// <param name="from">State before.</param>
    /// <param name="step">The step that is forbidden.</param>
    /// <param name="breach">What it broke.</param>
    /// <param name="jawFloorRad">Least jaw setpoint by the grip, rad.</param>
    /// <param name="isLast">True for the last try.</param>
    public GateState Along(in GateState from, in GateState step, in Breach breach, double jawFloorRad, bool isLast)
    {
        var (lost, weight) = (0.0, 0.0);
        for (var i = 0; i < AxisVector.Length; i++)
        {
            var reach = axes[i].StepV * breach.Out[i];
            lost += breach.Out[i] * (axes[i].Brake(from.Speed[i]) - step.Speed[i]);
            weight += reach * reach;
        }

        var v = step.Speed;
        for (var i = 0; i < AxisVector.Length; i++)
        {
            v[i] += weight > 0 && lost > 0 ? lost / weight * axes[i].StepV * axes[i].StepV * breach.Out[i] : 0;
            v[i] = isLast ? (v[i] + axes[i].Brake(from.Speed[i])) / 2 : v[i];
        }

        return axes.Instead(from, step, v, jawFloorRad);
    }
}
