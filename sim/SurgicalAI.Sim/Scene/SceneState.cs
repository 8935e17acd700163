using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Scene;

/// <summary>Everything that a picture, the expert or a score needs of the simulated world at one instant; a value, free to cross threads.</summary>
/// <param name="StampNs">Time stamp of the state, nanoseconds.</param>
/// <param name="Step">Physics steps since the last full reset.</param>
/// <param name="Joints">Measured joints, rad and m.</param>
/// <param name="JawRad">Measured jaw opening, rad.</param>
/// <param name="SetpointJoints">Joint setpoint that the arm tracks.</param>
/// <param name="SetpointJawRad">Jaw setpoint, rad.</param>
/// <param name="T_world_tool">Measured tool pose.</param>
/// <param name="T_world_setpoint">Tool pose of the setpoint.</param>
/// <param name="T_world_needle">Needle.</param>
/// <param name="Goal_world">Centre of the target marker, metres.</param>
/// <param name="HasTarget">False when no marker is shown.</param>
/// <param name="HasNeedle">False when no needle is shown.</param>
/// <param name="T_world_ecm">Endoscope.</param>
/// <param name="Surface">Tissue.</param>
/// <param name="Look">Lights, colours, textures and camera.</param>
/// <param name="NoiseSeed">Seed of the sensor noise of a picture of this state.</param>
public readonly record struct SceneState(
    long StampNs,
    long Step,
    JointVector Joints,
    double JawRad,
    JointVector SetpointJoints,
    double SetpointJawRad,
    Pose<WorldFrame, ToolFrame> T_world_tool,
    Pose<WorldFrame, ToolFrame> T_world_setpoint,
    Pose<WorldFrame, NeedleFrame> T_world_needle,
    Vec3 Goal_world,
    bool HasTarget,
    bool HasNeedle,
    Pose<WorldFrame, EcmFrame> T_world_ecm,
    TissueSurface Surface,
    Appearance Look,
    ulong NoiseSeed)
{
    /// <summary>What the scene shows besides the ground, PSM1's instrument, the needle and the marker.</summary>
    public SceneBodies Bodies { get; init; } = SceneBodies.None;

    /// <summary>Jaw control point, metres.</summary>
    public Vec3 Tip_world => SceneLayout.ControlPoint_world(T_world_tool);

    /// <summary>Measured tool pose in the endoscope's frame: what the arm reports.</summary>
    public Pose<EcmFrame, ToolFrame> T_ecm_tool => T_world_ecm.Inverse() * T_world_tool;

    /// <summary>Distance of the control point from the goal, metres.</summary>
    public double DistanceM => (Tip_world - Goal_world).Length;
}
