using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Physics;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim;

/// <summary>
/// The simulated PSM1: each joint a servo that follows the cleared setpoint about 14 ms late, stopped by the tissue. Stepped by its
/// <see cref="SimWorld"/>; one thread at a time. Hot path: no allocation.
/// </summary>
public sealed class SimArm : IArm
{
    // dVRK's limits bound its planned trajectories, and the gate holds setpoints to them. The motors behind have headroom, without
    // which a servo could not make up for its own lag.
    private const double VelocityHeadroom = 1.1;
    private const double AccelerationHeadroom = 10;

    private readonly JointServo[] _servos = new JointServo[JointVector.Length];
    private readonly JointServo _jawServo;
    private JointVector _position;
    private JointVector _velocity;
    private JointVector _setpoint;
    private double _jawRad;
    private double _jawRadPerS;
    private double _jawSetpointRad;

    internal SimArm()
    {
        var limits = SimPsm.Psm1.Model.Limits;
        for (var i = 0; i < JointVector.Length; i++)
        {
            _servos[i] = new(VelocityHeadroom * limits.MaxVelocity[i], AccelerationHeadroom * limits.MaxAcceleration[i]);
        }

        _jawServo = new(VelocityHeadroom * limits.JawMaxVelocityRadPerS, AccelerationHeadroom * limits.JawMaxAccelerationRadPerS2);
    }

    /// <inheritdoc/>
    public string Name => "psm1";

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <summary>Force of the tissue on the tip along the surface's normal, newtons; 0 when apart.</summary>
    public double ContactForceN { get; private set; }

    /// <summary>Joint setpoint that the servos follow.</summary>
    public JointVector Setpoint => _setpoint;

    /// <summary>Jaw setpoint, rad.</summary>
    public double JawSetpointRad => _jawSetpointRad;

    internal long StampNs { get; set; }

    /// <inheritdoc/>
    public ArmState Read() => new(StampNs, _position, _velocity, _jawRad, _jawRadPerS);

    /// <inheritdoc/>
    public void Send(in ClearedCommand command)
    {
        if (!command.IsValid)
        {
            throw new ArgumentException("The command was not cleared by the safety gate.", nameof(command));
        }

        Follow(command.Setpoint, command.JawRad);
    }

    internal void Follow(in JointVector setpoint, double jawRad) => (_setpoint, _jawSetpointRad) = (setpoint, jawRad);

    internal void Place(in JointVector q, double jawRad)
    {
        (_position, _velocity, _setpoint) = (q, default, q);
        (_jawRad, _jawRadPerS, _jawSetpointRad) = (jawRad, 0, jawRad);
        ContactForceN = 0;
    }

    internal void Step(in TissueSurface surface, double stepS)
    {
        for (var i = 0; i < JointVector.Length; i++)
        {
            _velocity[i] = _servos[i].Accelerate(_position[i], _velocity[i], _setpoint[i], stepS);
        }

        _jawRadPerS = _jawServo.Accelerate(_jawRad, _jawRadPerS, _jawSetpointRad, stepS);
        ContactForceN = TissueContact.Apply(surface, _position, _jawRad, stepS, ref _velocity);
        var limits = SimPsm.Psm1.Model.Limits;
        for (var i = 0; i < JointVector.Length; i++)
        {
            (_position[i], _velocity[i]) = Move(_position[i], _velocity[i], limits.Min[i], limits.Max[i], stepS);
        }

        (_jawRad, _jawRadPerS) = Move(_jawRad, _jawRadPerS, limits.JawMinRad, limits.JawMaxRad, stepS);
    }

    internal void AddTo(ref StateHasher hash)
    {
        hash.Add(_position);
        hash.Add(_velocity);
        hash.Add(_setpoint);
        hash.Add(_jawRad);
        hash.Add(_jawRadPerS);
        hash.Add(_jawSetpointRad);
        hash.Add(ContactForceN);
    }

    // Mechanical stops: a joint that meets one stands still.
    private static (double Position, double Velocity) Move(double position, double velocity, double min, double max, double stepS)
    {
        var next = position + (stepS * velocity);
        return next < min ? (min, 0) : next > max ? (max, 0) : (next, velocity);
    }
}
