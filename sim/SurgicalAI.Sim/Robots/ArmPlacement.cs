using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Robots;

/// <summary>Where an arm stands and how its tool points when it works in the middle of the scene.</summary>
/// <param name="Name">Robot name on the wire, for example "psm1".</param>
/// <param name="T_world_base">Pose of the arm's base, its remote centre of motion.</param>
/// <param name="R_world_tool_nominal">Orientation of the tool with the jaws bent down from the shaft and turned to the endoscope.</param>
public sealed record ArmPlacement(string Name, Pose<WorldFrame, BaseFrame> T_world_base, Rotation R_world_tool_nominal);
