using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim;

/// <summary>
/// A simulated PSM as its controller sees it: each joint a servo that follows the cleared setpoint about 14 ms late, held back by what
/// it touches. Its mechanics are an <see cref="ArmBody"/> in the physics of its <see cref="SimWorld"/>; one thread at a time. Hot path:
/// no allocation.
/// </summary>
public sealed class SimArm : IArm
{
    internal SimArm(SimPsm psm)
    {
        Psm = psm;
        Body = new(psm);
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

    /// <summary>Joint setpoint that the servos follow.</summary>
    public JointVector Setpoint => Body.Setpoint;

    /// <summary>Jaw setpoint, rad.</summary>
    public double JawSetpointRad => Body.JawSetpointRad;

    /// <summary>Joints as they are, rad and m.</summary>
    public JointVector TruePosition => Body.Position;

    /// <summary>Jaw opening as it is, rad.</summary>
    public double TrueJawRad => Body.JawRad;

    /// <summary>Tool pose as it is.</summary>
    public Pose<WorldFrame, ToolFrame> T_world_tool => Psm.Forward_world(Body.Position);

    /// <summary>Tool pose of the setpoint.</summary>
    public Pose<WorldFrame, ToolFrame> T_world_setpoint => Psm.Forward_world(Body.Setpoint);

    /// <summary>Jaw control point as it is, metres.</summary>
    public Vec3 Tip_world => T_world_tool * Psm.ControlPoint_tool;

    internal long StampNs { get; set; }

    /// <inheritdoc/>
    public ArmState Read() => new(StampNs, Body.Position, Body.Velocity, Body.JawRad, Body.JawRadPerS);

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

    internal void Follow(in JointVector setpoint, double jawRad) => Body.Follow(setpoint, jawRad);

    internal void Place(in JointVector q, double jawRad) => Body.Place(q, jawRad);
}
