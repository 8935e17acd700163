using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Simulation;

/// <summary>The controller that stands beside the simulated arm.</summary>
internal static class SimController
{
    private static readonly PsmModel Model = PsmModel.Load("psm-classic", "lnd-400006");

    /// <summary>An enabled, homed controller around a world's arm.</summary>
    public static ArmController Make(SimWorld world, ControlMode mode)
    {
        var options = new ControllerOptions { StartReady = true };
        var controller = new ArmController(world.Arm, new PsmKinematics(Model), world.T_base_ecm, options);
        controller.RequestMode(mode);
        return controller;
    }
}
