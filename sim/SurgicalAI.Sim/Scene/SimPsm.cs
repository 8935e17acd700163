using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Robots;

namespace SurgicalAI.Sim.Scene;

/// <summary>Kinematics of one simulated PSM with its tool, standing somewhere in the world. Immutable; hot path: no allocation.</summary>
public sealed class SimPsm
{
    /// <summary>Arm of the simulated robots.</summary>
    public const string ArmName = "psm-classic";

    /// <summary>Tool that an arm carries unless told otherwise.</summary>
    public const string DefaultTool = "lnd-400006";

    private readonly Pose<BaseFrame, WorldFrame> _T_base_world;

    private SimPsm(ArmPlacement placement, PsmModel model)
    {
        (Placement, Kinematics) = (placement, new(model));
        _T_base_world = placement.T_world_base.Inverse();
        ControlPoint_tool = new(0, 0, model.Geometry.ControlPointM);
    }

    /// <summary>PSM1 with the Large Needle Driver 400006.</summary>
    public static SimPsm Psm1 { get; } = For(RobotLayout.Psm1, DefaultTool);

    /// <summary>Where the arm stands.</summary>
    public ArmPlacement Placement { get; }

    /// <summary>Forward and inverse kinematics in the arm's base frame.</summary>
    public PsmKinematics Kinematics { get; }

    /// <summary>Arm and tool as data.</summary>
    public PsmModel Model => Kinematics.Model;

    /// <summary>The tool's control point in its frame, metres.</summary>
    public Vec3 ControlPoint_tool { get; }

    /// <summary>Makes an arm.</summary>
    /// <param name="placement">Where it stands.</param>
    /// <param name="tool">Name of a built-in tool or path of a tool's JSON file.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">No such tool, or its data is wrong.</exception>
    public static SimPsm For(ArmPlacement placement, string tool)
    {
        ArgumentNullException.ThrowIfNull(placement);
        return new(placement, PsmModel.Load(ArmName, tool));
    }

    /// <summary>Tool pose of a joint vector.</summary>
    public Pose<WorldFrame, ToolFrame> Forward_world(in JointVector q) => Placement.T_world_base * Kinematics.Forward(q);

    /// <summary>The tool's control point at a joint vector, in the world, metres.</summary>
    public Vec3 ControlPoint_world(in JointVector q) => Forward_world(q) * ControlPoint_tool;

    /// <summary>The tool pose that puts the control point somewhere.</summary>
    public Pose<WorldFrame, ToolFrame> PoseAt(Vec3 controlPoint_world, Rotation R_world_tool) =>
        new(R_world_tool, controlPoint_world - (R_world_tool * ControlPoint_tool));

    /// <summary>Joints that reach a pose, if it lies inside the joint ranges and outside the zone around the remote centre.</summary>
    public bool TryInverse_world(Pose<WorldFrame, ToolFrame> T_world_tool, in JointVector near, out JointVector q) =>
        Kinematics.Inverse(_T_base_world * T_world_tool, near).TryGet(out q) && IsReachable(q);

    private bool IsReachable(in JointVector q)
    {
        var limits = Model.Limits;
        for (var i = 0; i < JointVector.Length; i++)
        {
            if (q[i] < limits.Min[i] || q[i] > limits.Max[i])
            {
                return false;
            }
        }

        return Kinematics.WristDistanceM(q) >= limits.WristToRcmMinM + limits.WristToRcmBufferM;
    }
}
