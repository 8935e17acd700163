using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Robots;

/// <summary>
/// The patient cart: PSM1 to the right of the endoscope, PSM2 its mirror image to the left. Both reach the whole workspace of
/// <see cref="SceneLayout"/> and the inner two thirds of SurRoL's (66 x 66 mm of its 100 x 100 mm tray, 45 mm high), where its goals lie.
/// </summary>
public static class RobotLayout
{
    /// <summary>The right hand.</summary>
    public static ArmPlacement Psm1 { get; } = new("psm1", SceneLayout.T_world_base, SceneLayout.R_world_tool_nominal);

    /// <summary>The left hand.</summary>
    public static ArmPlacement Psm2 { get; } = At("psm2", SceneLayout.Rcm_world with { X = -SceneLayout.Rcm_world.X });

    /// <summary>The left eye from the endoscope's tip, which lies between the eyes, in camera axes (X left), metres.</summary>
    public static Vec3 LeftEye_tip { get; } = new(3 * Si.Mm, 0, 0);

    /// <summary>Pose of the endoscope manipulator's base, its remote centre of motion; at home it shows the scene as it always was.</summary>
    public static Pose<WorldFrame, EcmBaseFrame> T_world_ecmBase { get; } = PlaceEcm();

    private static Pose<WorldFrame, EcmBaseFrame> PlaceEcm()
    {
        var T_world_tip = new Pose<WorldFrame, EcmFrame>(SceneLayout.T_world_ecm.R, SceneLayout.T_world_ecm * -LeftEye_tip);
        return T_world_tip * SimEcm.Kinematics.Forward(SimEcm.Home).Inverse();
    }

    private static ArmPlacement At(string name, Vec3 rcm_world)
    {
        var nominal = SceneLayout.NominalTool(rcm_world);
        return new(name, SceneLayout.PlaceBase(rcm_world, nominal), nominal);
    }
}
