using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Simulation;

/// <summary>The controller that stands beside the simulated arm.</summary>
internal static class SimController
{
    /// <summary>An enabled, homed controller around a world's first arm.</summary>
    public static ArmController Make(SimWorld world, ControlMode mode) => Make(world, 0, mode);

    /// <summary>An enabled, homed controller around one of a world's arms.</summary>
    /// <param name="world">World.</param>
    /// <param name="number">Place of the arm in the task's rig.</param>
    /// <param name="mode">Mode in which it starts.</param>
    public static ArmController Make(SimWorld world, int number, ControlMode mode)
    {
        var arm = world.Arms[number];
        var options = new ControllerOptions { StartReady = true };
        var T_base_ecm = number == 0 ? world.T_base_ecm : arm.T_world_base.Inverse() * world.Scene.T_world_ecm;
        var controller = new ArmController(arm, new PsmKinematics(arm.Model), T_base_ecm, options);
        controller.RequestMode(mode);
        return controller;
    }
}
