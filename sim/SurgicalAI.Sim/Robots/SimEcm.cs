using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Physics;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Robots;

/// <summary>
/// The simulated endoscope manipulator: four joint servos within dVRK's trajectory limits carry the stereo camera. Stepped by its
/// world; one thread at a time. Hot path: no allocation.
/// </summary>
public sealed class SimEcm : IEndoscopeArm
{
    private readonly JointServo[] _servos = new JointServo[EcmJoints.Length];
    private EcmJoints _position;
    private EcmJoints _velocity;
    private EcmJoints _setpoint;

    /// <summary>Makes a manipulator at its home.</summary>
    public SimEcm()
    {
        var limits = Kinematics.Model.Limits;
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            _servos[i] = new(limits.MaxVelocity[i], limits.MaxAcceleration[i]);
        }

        Place(Home);
    }

    /// <summary>Kinematics of the manipulator.</summary>
    public static EcmKinematics Kinematics { get; } = new(EcmModel.Load("ecm-classic"));

    /// <summary>Joints at which the endoscope looks at the scene from <see cref="SceneLayout.T_world_ecm"/>.</summary>
    public static EcmJoints Home { get; } = EcmJoints.From([0, 0, 0.12, 0]);

    /// <inheritdoc/>
    public string Name => Topics.EndoscopeArm;

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <summary>Joint positions, rad and m.</summary>
    public EcmJoints Position => _position;

    /// <summary>Joint velocities, rad/s and m/s.</summary>
    public EcmJoints Velocity => _velocity;

    /// <summary>Joint setpoint that the servos follow.</summary>
    public EcmJoints Setpoint => _setpoint;

    internal long StampNs { get; set; }

    /// <summary>Pose of the left eye now. At home it is the layout's to the last bit: trained networks have seen no other.</summary>
    public Pose<WorldFrame, EcmFrame> T_world_ecm => _position == Home ? SceneLayout.T_world_ecm : Forward_world(_position);

    /// <summary>Pose of the left eye at a joint vector.</summary>
    public static Pose<WorldFrame, EcmFrame> Forward_world(in EcmJoints q)
    {
        var T_world_tip = RobotLayout.T_world_ecmBase * Kinematics.Forward(q);
        return new(T_world_tip.R, T_world_tip * RobotLayout.LeftEye_tip);
    }

    /// <summary>The joint vector that puts a point in the middle of the picture, the world's +Z up, within the joint ranges.</summary>
    /// <param name="target_world">Point to look at, metres.</param>
    /// <param name="distanceM">From the endoscope's tip to the point, metres.</param>
    public static Outcome<EcmJoints> LookAt(Vec3 target_world, double distanceM)
    {
        var T_base_world = RobotLayout.T_world_ecmBase.Inverse();
        var looked = Kinematics.LookAt(T_base_world * target_world, distanceM, T_base_world.R * new Vec3(0, 0, 1));
        return looked.TryGet(out var q) && !Kinematics.IsWithinLimits(q)
            ? new Fault(FaultCode.JointLimit, "The endoscope cannot look there within its joint ranges.")
            : looked;
    }

    /// <inheritdoc/>
    public EcmState Read() => new(StampNs, _position, _velocity);

    /// <inheritdoc/>
    public void Send(in ClearedEcmCommand command)
    {
        if (!command.IsValid)
        {
            throw new ArgumentException("The command was not cleared by a controller.", nameof(command));
        }

        Follow(command.Setpoint);
    }

    /// <summary>Sets the setpoint, cut to the joint ranges. A distant one is approached at the trajectory limits.</summary>
    public void Follow(in EcmJoints setpoint) => _setpoint = Kinematics.Clamp(setpoint);

    /// <summary>Puts the manipulator somewhere at rest.</summary>
    public void Place(in EcmJoints q) => (_position, _velocity, _setpoint) = (q, default, q);

    /// <summary>Moves on by one physics step.</summary>
    /// <param name="stepS">Length of the step, seconds.</param>
    public void Step(double stepS)
    {
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            _velocity[i] = _servos[i].Accelerate(_position[i], _velocity[i], _setpoint[i], stepS);
            _position[i] += stepS * _velocity[i];
        }
    }

    /// <summary>Saves, restores or hashes joints, speeds and setpoint.</summary>
    public void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        archive.Visit((Span<double>)_position);
        archive.Visit((Span<double>)_velocity);
        archive.Visit((Span<double>)_setpoint);
    }
}
