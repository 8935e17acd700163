using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Scene;

/// <summary>The simulated robot's kinematics: a Classic PSM with the Large Needle Driver 400006.</summary>
internal static class SimPsm
{
    public static PsmModel Model { get; } = PsmModel.Load("psm-classic", "lnd-400006");

    public static PsmKinematics Kinematics { get; } = new(Model);

    public static Pose<WorldFrame, ToolFrame> Forward_world(in JointVector q) => SceneLayout.T_world_base * Kinematics.Forward(q);

    /// <summary>Joints that reach a pose, if it lies inside the joint ranges and outside the zone around the remote centre.</summary>
    public static bool TryInverse_world(Pose<WorldFrame, ToolFrame> T_world_tool, in JointVector near, out JointVector q)
    {
        var T_base_tool = SceneLayout.T_world_base.Inverse() * T_world_tool;
        return Kinematics.Inverse(T_base_tool, near).TryGet(out q) && IsReachable(q);
    }

    private static bool IsReachable(in JointVector q)
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
