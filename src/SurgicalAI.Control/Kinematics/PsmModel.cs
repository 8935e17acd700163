using System.Collections.Immutable;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Kinematics;

/// <summary>A patient-side manipulator and its tool as data: DH table, tool frame, limits.</summary>
/// <param name="ArmName">Name of the arm's data, for example "psm-classic".</param>
/// <param name="ToolName">Name of the tool's data, for example "lnd-400006".</param>
/// <param name="Joints">Six joints: three of the arm, then three of the tool.</param>
/// <param name="R_link6_tool">Tool axes on the last link (dVRK's tooltip_offset; rotation only).</param>
/// <param name="Limits">Ranges.</param>
/// <param name="Coupling">How the tool's discs drive roll, wrist and jaw.</param>
/// <param name="Geometry">Sizes of the tool's moving end.</param>
public sealed record PsmModel(
    string ArmName,
    string ToolName,
    ImmutableArray<DhJoint> Joints,
    Rotation R_link6_tool,
    ArmLimits Limits,
    Coupling Coupling,
    ToolGeometry Geometry)
{
    /// <summary>Distance from the remote centre of motion to the wrist pitch axis at insertion 0, metres (negative: behind it).</summary>
    public double WristAtZeroInsertionM => Joints[2].DM + Joints[3].DM;

    /// <summary>Length from the wrist pitch axis to the wrist yaw axis, metres.</summary>
    public double WristLengthM => Joints[5].AM;

    /// <summary>Names of the tools built in.</summary>
    public static IReadOnlyList<string> ToolNames { get; } = ArmData.Names("tools");

    /// <summary>Reads an arm and a tool, from the data built into this assembly or from a user's own files.</summary>
    /// <param name="arm">"psm-classic", "psm-si" or the path of a JSON file.</param>
    /// <param name="tool">One of <see cref="ToolNames"/> ("lnd-400006": Classic, "lnd-420006": S and Si) or the path of a JSON file.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">Unknown name, no such file, or a field is missing or not of the PSM's form.</exception>
    public static PsmModel Load(string arm, string tool) => PsmModelReader.Read(arm, tool);
}
