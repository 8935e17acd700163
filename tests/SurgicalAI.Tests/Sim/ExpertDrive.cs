using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim;

/// <summary>Lets the expert drive a world, straight into the servos or through the safety gate.</summary>
internal static class ExpertDrive
{
    public static void Direct(SimWorld world, ulong seed, int steps)
    {
        world.Reset(seed);
        for (var i = 0; i < steps; i++)
        {
            var scene = world.Snapshot();
            var wish = NeedleReachExpert.Act(scene, SimWorld.StepS, world.NowNs);
            var q = SimPsm.Psm1.Kinematics.Inverse(world.T_base_ecm * wish.T_ecm_tool, scene.SetpointJoints).Value;
            world.Arm.Follow(q, wish.JawRad);
            world.Step(SimWorld.StepS);
        }
    }

    /// <summary>Runs an episode to its end.</summary>
    /// <returns>Greatest speed of the setpoint's control point, m/s.</returns>
    public static double Gated(SimWorld world, SafetyGate gate, ulong seed)
    {
        world.Reset(seed);
        var start = world.Arm.Read();
        var state = GateState.AtRest(start.Position, start.JawRad);
        var fastest = 0.0;
        for (var sequence = 1; !world.Status.IsOver; sequence++)
        {
            var scene = world.Snapshot();
            var wish = NeedleReachExpert.Act(scene, SimWorld.StepS, world.NowNs);
            var command = new ArmCommand(
                CommandSpace.Cartesian, default, world.T_base_ecm * wish.T_ecm_tool, wish.JawRad, world.NowNs, world.NowNs + Si.SNs, sequence);
            var decision = gate.Check(command, state, world.NowNs);
            state = decision.Next;
            world.Arm.Send(decision.Command);
            world.Step(SimWorld.StepS);
            var moved = Point(world.Arm.Setpoint) - SceneLayout.ControlPoint_world(scene.T_world_setpoint);
            fastest = Math.Max(fastest, moved.Length / SimWorld.StepS);
        }

        return fastest;
    }

    private static Vec3 Point(in JointVector q) => SceneLayout.ControlPoint_world(SimPsm.Psm1.Forward_world(q));
}
