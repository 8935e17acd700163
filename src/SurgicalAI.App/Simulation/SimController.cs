using SurgicalAI.Control;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Robots;

namespace SurgicalAI.App.Simulation;

/// <summary>The controllers that stand beside the simulated arms.</summary>
internal static class SimController
{
    /// <summary>An enabled, homed controller around a world's first arm.</summary>
    public static ArmController Make(SimWorld world, ControlMode mode) => Make(world, 0, mode);

    /// <summary>An enabled, homed controller around one of a world's arms.</summary>
    /// <param name="world">World.</param>
    /// <param name="number">Place of the arm in the task's rig.</param>
    /// <param name="mode">Mode in which it starts.</param>
    /// <param name="periodS">Control period, seconds.</param>
    public static ArmController Make(SimWorld world, int number, ControlMode mode, double periodS = SimWorld.StepS)
    {
        var arm = world.Arms[number];
        var options = new ControllerOptions { StartReady = true, Gate = new() { DtS = periodS } };
        var controller = new ArmController(arm, arm.Psm.Kinematics, arm.T_world_base.Inverse() * world.Scene.T_world_ecm, options);
        controller.RequestMode(mode);
        return controller;
    }

    /// <summary>An enabled, homed controller around the endoscope's arm.</summary>
    public static EcmController Make(SimEcm ecm, double periodS = SimWorld.StepS) => new(
        ecm, SimEcm.Kinematics, new EcmControllerOptions { StartReady = true, DtS = periodS, Home = SimEcm.Home, Eye_tip = RobotLayout.LeftEye_tip });
}
