using SurgicalAI.Core.Arms;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Turns a decision's target into a setpoint for each control step: inverse kinematics once, then a straight line of the joints over
/// the period, none faster than its limit. A target out of reach is not followed and counted.
/// </summary>
internal sealed class ArmPilot(SimArm arm)
{
    private JointVector _perStep;
    private JointVector _from;
    private double _jawFromRad;
    private double _jawPerStepRad;
    private int _step;
    private int _steps;

    /// <summary>Targets that the arm cannot reach since the last reset.</summary>
    public int Unreachable { get; private set; }

    public void Reset() => (Unreachable, _step, _steps) = (0, 0, 0);

    /// <summary>Takes a target to be reached after a number of control steps.</summary>
    public void Aim(in ArmTarget target, int steps)
    {
        (_from, _jawFromRad, _step, _steps) = (arm.Setpoint, arm.JawSetpointRad, 0, steps);
        (_perStep, _jawPerStepRad) = (default, 0);
        if (!arm.TryInverse(arm.Steer(target.T_world_tool), arm.Setpoint, out var q))
        {
            Unreachable++;
            return;
        }

        var limits = arm.Model.Limits;
        for (var i = 0; i < JointVector.Length; i++)
        {
            var most = limits.MaxVelocity[i] * SimWorld.StepS;
            _perStep[i] = Math.Clamp((q[i] - _from[i]) / steps, -most, most);
        }

        var jaw = Math.Clamp(target.JawRad, limits.JawMinRad, limits.JawMaxRad);
        var mostJaw = limits.JawMaxVelocityRadPerS * SimWorld.StepS;
        _jawPerStepRad = Math.Clamp((jaw - _jawFromRad) / steps, -mostJaw, mostJaw);
    }

    /// <summary>Sets the next control step's setpoint.</summary>
    public void Tick()
    {
        if (_step >= _steps)
        {
            return;
        }

        _step++;
        var q = _from;
        for (var i = 0; i < JointVector.Length; i++)
        {
            q[i] += _step * _perStep[i];
        }

        arm.Follow(q, _jawFromRad + (_step * _jawPerStepRad));
    }
}
