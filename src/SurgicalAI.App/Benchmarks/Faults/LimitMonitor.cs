using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>
/// Looks at what was sent to an arm, tick by tick, and counts what passes a limit. It shares nothing with the gate but the arm's numbers:
/// speeds and accelerations are differences of positions. Hot path.
/// </summary>
/// <param name="kinematics">The arm.</param>
/// <param name="boxMin">Least corner of the workspace, base frame, metres.</param>
/// <param name="boxMax">Greatest corner.</param>
/// <param name="dtS">Control period, seconds.</param>
internal sealed class LimitMonitor(PsmKinematics kinematics, Vec3 boxMin, Vec3 boxMax, double dtS)
{
    // Differences of positions in doubles: 1e-12 of a position over the square of 2 ms.
    private const double Rounding = 1e-6;

    private readonly double[] _before = new double[JointVector.Length + 1];
    private readonly double[] _speed = new double[JointVector.Length + 1];
    private Vec3 _tool;
    private int _known;

    /// <summary>Limits passed so far, each tick and axis counted.</summary>
    public long Overshoots { get; private set; }

    /// <summary>Whether the last tick moved anything.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>Way of the tool's origin in the last tick, metres.</summary>
    public double StepM { get; private set; }

    /// <summary>Takes a tick's setpoint in.</summary>
    public void Take(in JointVector joints, double jawRad)
    {
        var limits = kinematics.Model.Limits;
        IsMoving = false;
        for (var i = 0; i < JointVector.Length; i++)
        {
            Axis(i, joints[i], limits.Min[i], limits.Max[i], limits.MaxVelocity[i], limits.MaxAcceleration[i]);
        }

        Axis(JointVector.Length, jawRad, limits.JawMinRad, limits.JawMaxRad, limits.JawMaxVelocityRadPerS, limits.JawMaxAccelerationRadPerS2);
        var p = kinematics.Forward(joints).P;
        Count(p.X >= boxMin.X - Rounding && p.Y >= boxMin.Y - Rounding && p.Z >= boxMin.Z - Rounding);
        Count(p.X <= boxMax.X + Rounding && p.Y <= boxMax.Y + Rounding && p.Z <= boxMax.Z + Rounding);
        (StepM, _tool) = (_known > 0 ? (p - _tool).Length : 0, p);
        _known = Math.Min(2, _known + 1);
    }

    private void Axis(int i, double x, double min, double max, double maxSpeed, double maxAcceleration)
    {
        var speed = (x - _before[i]) / dtS;
        Count(x >= min - Rounding && x <= max + Rounding);
        Count(_known < 1 || Math.Abs(speed) <= maxSpeed + Rounding);
        Count(_known < 2 || Math.Abs(speed - _speed[i]) / dtS <= maxAcceleration + Rounding);
        IsMoving |= _known > 0 && Math.Abs(speed) > Rounding;
        (_before[i], _speed[i]) = (x, _known < 1 ? 0 : speed);
    }

    private void Count(bool isInside) => Overshoots += isInside ? 0 : 1;
}
