using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Contacts;
using SurgicalAI.Sim.Physics;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Dynamics.Arms;

/// <summary>
/// Mechanics of one PSM in its joints and jaw. The servos say how the joints would move in free space; what the links touch corrects
/// the joints through their Jacobian, so the remote centre is kept by construction and every force acts both ways. A joint's
/// inertia is such that its servo, whose acceleration is bounded, never pushes harder than the motor's effort limit.
/// </summary>
public sealed partial class ArmBody
{
    /// <summary>Joints and jaw.</summary>
    internal const int Degrees = JointVector.Length + 1;

    private const int Jaw = JointVector.Length;

    // dVRK's limits bound its planned trajectories, and the gate holds setpoints to them. The motors behind have headroom, without
    // which a servo could not make up for its own lag.
    private const double VelocityHeadroom = 1.1;
    private const double AccelerationHeadroom = 10;

    // Mass that the tip shows to a push along or across the shaft.
    private const double TipMassKg = 2;
    private const double MinLeverM = 50 * Si.Mm;

    private readonly PsmKinematics _kinematics;
    private readonly Pose<WorldFrame, BaseFrame> _T_world_base;
    private readonly JointServo[] _servos = new JointServo[Degrees];
    private readonly double[] _min = new double[Degrees];
    private readonly double[] _max = new double[Degrees];
    private readonly double[] _q = new double[Degrees];
    private readonly double[] _v = new double[Degrees];
    private readonly double[] _setpoint = new double[Degrees];
    private readonly double[] _start = new double[Degrees];
    private readonly double[] _free = new double[Degrees];
    private readonly double[] _way = new double[Degrees];
    private readonly double[] _inverseInertia = new double[Degrees];
    private bool _touched;

    /// <summary>Makes the mechanics of an arm with its tool, standing somewhere in the world.</summary>
    public ArmBody(SimPsm psm)
    {
        ArgumentNullException.ThrowIfNull(psm);
        (_kinematics, _T_world_base) = (psm.Kinematics, psm.Placement.T_world_base);
        var limits = Model.Limits;
        for (var i = 0; i < Jaw; i++)
        {
            _servos[i] = new(VelocityHeadroom * limits.MaxVelocity[i], AccelerationHeadroom * limits.MaxAcceleration[i]);
            (_min[i], _max[i]) = (limits.Min[i], limits.Max[i]);
            _inverseInertia[i] = _servos[i].MaxAcceleration / limits.MaxEffort[i];
        }

        _servos[Jaw] = new(VelocityHeadroom * limits.JawMaxVelocityRadPerS, AccelerationHeadroom * limits.JawMaxAccelerationRadPerS2);
        (_min[Jaw], _max[Jaw]) = (limits.JawMinRad, limits.JawMaxRad);
        _inverseInertia[Jaw] = _servos[Jaw].MaxAcceleration / limits.JawMaxEffortNm;
        _inverseInertia[2] = 1 / TipMassKg;
        Shapes = ArmShapes.Of(Tool, Model.WristLengthM);
        RefreshLinks();
    }

    /// <summary>Friction coefficient of the jaws' serrated faces.</summary>
    public double JawFriction { get; init; } = 0.9;

    /// <summary>Arm and tool as data.</summary>
    public PsmModel Model => _kinematics.Model;

    /// <summary>Sizes of the tool's moving end.</summary>
    public ToolGeometry Tool => Model.Geometry;

    /// <summary>Joint positions, rad and m.</summary>
    public JointVector Position => JointVector.From(_q.AsSpan(0, Jaw));

    /// <summary>Joint velocities, rad/s and m/s.</summary>
    public JointVector Velocity => JointVector.From(_v.AsSpan(0, Jaw));

    /// <summary>Jaw opening, rad; negative when closed and pressing on itself.</summary>
    public double JawRad => _q[Jaw];

    /// <summary>Jaw velocity, rad/s.</summary>
    public double JawRadPerS => _v[Jaw];

    /// <summary>Joint setpoint that the servos follow.</summary>
    public JointVector Setpoint => JointVector.From(_setpoint.AsSpan(0, Jaw));

    /// <summary>Jaw setpoint, rad.</summary>
    public double JawSetpointRad => _setpoint[Jaw];

    /// <summary>Puts the arm somewhere at rest.</summary>
    /// <param name="q">Joints, rad and m.</param>
    /// <param name="jawRad">Jaw opening, rad.</param>
    public void Place(in JointVector q, double jawRad)
    {
        ((ReadOnlySpan<double>)q).CopyTo(_q);
        _q[Jaw] = jawRad;
        _v.AsSpan().Clear();
        _q.CopyTo(_setpoint.AsSpan());
        ClearLoads();
        RefreshLinks();
    }

    /// <summary>Gives the servos a new setpoint.</summary>
    /// <param name="setpoint">Joints, rad and m.</param>
    /// <param name="jawRad">Jaw opening, rad.</param>
    public void Follow(in JointVector setpoint, double jawRad)
    {
        ((ReadOnlySpan<double>)setpoint).CopyTo(_setpoint);
        _setpoint[Jaw] = jawRad;
    }

    internal Collider[] Shapes { get; }

    internal void BeginStep(double dtS)
    {
        _touched = false;
        for (var i = 0; i < Degrees; i++)
        {
            _start[i] = _q[i];
            _free[i] = _servos[i].Accelerate(_q[i], _v[i], _setpoint[i], dtS);
            _v[i] = _free[i];
        }
    }

    internal void Predict(double hS)
    {
        for (var i = 0; i < Degrees; i++)
        {
            _way[i] = hS * _v[i];
        }
    }

    /// <summary>Takes the way gone as the new joints. Mechanical stops: a joint that meets one stands still.</summary>
    internal void Advance(double hS)
    {
        for (var i = 0; i < Degrees; i++)
        {
            var limit = hS * _servos[i].MaxVelocity;
            _way[i] = Math.Clamp(_way[i], -limit, limit);
            (_q[i], _v[i]) = Stop(_q[i] + _way[i], _way[i] / hS, _min[i], _max[i]);
            _way[i] = 0;
        }

        RefreshLinks();
    }

    // A step without touch is taken in one piece, so that free motion does not depend on the number of substeps.
    internal void EndStep(double dtS)
    {
        if (_touched)
        {
            return;
        }

        for (var i = 0; i < Degrees; i++)
        {
            (_q[i], _v[i]) = Stop(_start[i] + (dtS * _free[i]), _free[i], _min[i], _max[i]);
        }

        RefreshLinks();
    }

    private static (double Position, double Velocity) Stop(double position, double velocity, double min, double max) =>
        position < min ? (min, 0) : position > max ? (max, 0) : (position, velocity);
}
