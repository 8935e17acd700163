using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim;

/// <summary>
/// A simulated PSM as its controller sees it: each joint a servo that follows the cleared setpoint about 14 ms late, held back by what
/// it touches. Its mechanics are an <see cref="ArmBody"/> in the physics of its <see cref="SimWorld"/>; one thread at a time. Hot path:
/// no allocation.
/// </summary>
/// <remarks>
/// With <see cref="RealismOptions"/> on, what the arm reports and is told (<see cref="Read"/>, <see cref="Setpoint"/>,
/// <see cref="Send"/>) differs from what is true (<see cref="TruePosition"/>, <see cref="T_world_tool"/>,
/// <see cref="Tip_world"/>). Otherwise the two are the same to the last bit.
/// </remarks>
public sealed class SimArm : IArm
{
    private readonly ArmRealism? _realism;

    internal SimArm(SimPsm psm, RealismOptions realism, int index)
    {
        Psm = psm;
        Body = new(psm);
        _realism = realism.IsOn ? new(realism, psm, index, SimWorld.StepS) : null;
    }

    /// <summary>Its kinematics, tool and place.</summary>
    public SimPsm Psm { get; }

    /// <inheritdoc/>
    public string Name => Psm.Placement.Name;

    /// <summary>Name of the tool's data.</summary>
    public string Tool => Psm.Model.ToolName;

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <summary>Arm and tool as data.</summary>
    public PsmModel Model => Psm.Model;

    /// <summary>Pose of its base, the remote centre of motion.</summary>
    public Pose<WorldFrame, BaseFrame> T_world_base => Psm.Placement.T_world_base;

    /// <summary>Orientation at which scripts work by default.</summary>
    public Rotation R_world_tool_nominal => Psm.Placement.R_world_tool_nominal;

    /// <summary>Its mechanics; contacts, grip force and links.</summary>
    public ArmBody Body { get; }

    /// <summary>Force of what the tip touches, newtons; 0 when apart.</summary>
    public double ContactForceN => Body.ContactForceN;

    /// <summary>Joint setpoint as it was last given.</summary>
    public JointVector Setpoint => _realism?.Commanded ?? Body.Setpoint;

    /// <summary>Jaw setpoint as it was last given, rad.</summary>
    public double JawSetpointRad => _realism?.CommandedJawRad ?? Body.JawSetpointRad;

    /// <summary>Joints as they are, rad and m.</summary>
    public JointVector TruePosition => Body.Position;

    /// <summary>Jaw opening as it is, rad.</summary>
    public double TrueJawRad => Body.JawRad;

    /// <summary>Tool pose as it is.</summary>
    public Pose<WorldFrame, ToolFrame> T_world_tool => Psm.Forward_world(Body.Position);

    /// <summary>Tool pose to which the setpoint leads, as a camera beside it will see it.</summary>
    public Pose<WorldFrame, ToolFrame> T_world_setpoint => _realism?.SeenSetpoint() ?? Psm.Forward_world(Body.Setpoint);

    /// <summary>Jaw control point as it is, metres.</summary>
    public Vec3 Tip_world => T_world_tool * Psm.ControlPoint_tool;

    internal long StampNs { get; set; }

    /// <inheritdoc/>
    public ArmState Read()
    {
        var truth = new ArmState(StampNs, Body.Position, Body.Velocity, Body.JawRad, Body.JawRadPerS);
        return _realism?.Report(truth) ?? truth;
    }

    /// <inheritdoc/>
    public void Send(in ClearedCommand command)
    {
        if (!command.IsValid)
        {
            throw new ArgumentException("The command was not cleared by the safety gate.", nameof(command));
        }

        Follow(command.Setpoint, command.JawRad);
    }

    /// <summary>Joints that reach a tool pose.</summary>
    /// <param name="T_world_tool">Tool pose.</param>
    /// <param name="near">Joints to stay near to.</param>
    /// <param name="q">Joints, rad and m.</param>
    /// <returns>False outside the joint ranges or too close to the remote centre.</returns>
    public bool TryInverse(Pose<WorldFrame, ToolFrame> T_world_tool, in JointVector near, out JointVector q) =>
        Psm.TryInverse_world(T_world_tool, near, out q);

    /// <summary>The pose to command so that the tool truly gets to a wanted one, as well as a camera beside it can tell.</summary>
    internal Pose<WorldFrame, ToolFrame> Steer(in Pose<WorldFrame, ToolFrame> T_world_wanted) =>
        _realism?.Steer(T_world_wanted, Body.Position) ?? T_world_wanted;

    internal void Follow(in JointVector setpoint, double jawRad)
    {
        if (_realism is null)
        {
            Body.Follow(setpoint, jawRad);
            return;
        }

        _realism.Command(setpoint, jawRad);
    }

    /// <summary>Puts the arm somewhere in truth.</summary>
    internal void Place(in JointVector q, double jawRad)
    {
        Body.Place(q, jawRad);
        _realism?.Place(q, jawRad);
    }

    /// <summary>Draws the errors of an episode.</summary>
    internal void Begin(ulong seed) => _realism?.Reset(seed);

    /// <summary>Before each control step: commands under way arrive.</summary>
    internal void Tick()
    {
        if (_realism is not null)
        {
            Body.Follow(_realism.Drive(out var jawRad), jawRad);
        }
    }

    internal void Visit(StateArchive archive) => _realism?.Visit(archive);
}
