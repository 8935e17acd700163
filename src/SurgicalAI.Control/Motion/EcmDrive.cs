using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control.Motion;

/// <summary>Setpoint of the endoscope's arm on its way to a target: each joint on its own rail of range, speed and acceleration. Hot path.</summary>
internal sealed class EcmDrive(IEndoscopeArm arm, EcmKinematics kinematics, double dtS)
{
    private const double Arrived = 1e-6;
    private readonly AxisRail[] _rails = Rails(kinematics.Model.Limits, dtS);
    private EcmJoints _setpoint;
    private EcmJoints _velocity;

    public EcmState Reading { get; private set; }

    public EcmJoints Setpoint => _setpoint;

    public EcmJoints Velocity => _velocity;

    public bool IsAtRest => _velocity == default;

    /// <summary>Where it is to go.</summary>
    public EcmJoints Target { get; set; }

    public void Read() => Reading = arm.Read();

    /// <summary>Starts again from where the arm reports to be, at rest.</summary>
    public void Reset()
    {
        Read();
        (_setpoint, _velocity) = (Reading.Position, default);
    }

    public bool HasArrived()
    {
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            if (Math.Abs(_setpoint[i] - Target[i]) > Arrived)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>First joint that is farther from its setpoint than the alarm; -1 for none. A reading that is not finite is far.</summary>
    public int Astray(in EcmJoints alarm)
    {
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            if (!(Math.Abs(Reading.Position[i] - _setpoint[i]) <= alarm[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>One step towards the target, or of braking, sent to the arm.</summary>
    public void Send(bool follow)
    {
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            var rail = _rails[i];
            _velocity[i] = follow ? rail.Next(_setpoint[i], _velocity[i], rail.Clamp(Target[i]), 0) : rail.Brake(_velocity[i]);
            _setpoint[i] += _velocity[i] * dtS;
        }

        arm.Send(new(_setpoint));
    }

    private static AxisRail[] Rails(EcmLimits limits, double dtS)
    {
        var rails = new AxisRail[EcmJoints.Length];
        for (var i = 0; i < rails.Length; i++)
        {
            rails[i] = new(limits.Min[i], limits.Max[i], limits.MaxVelocity[i], limits.MaxAcceleration[i], dtS);
        }

        return rails;
    }
}
