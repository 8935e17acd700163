using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>A needle of 0.36 g between jaws that press with 20 N: the hardest thing to hold.</summary>
public sealed class GraspSolverTests
{
    [Fact]
    public void Step_NeedleHeldAndShaken_DoesNotCreep()
    {
        var world = Held(out var task, out var near);
        var before = InTool(world, task);
        var T = world.Arm.T_world_setpoint;
        for (var i = 0; i < 2000; i++)
        {
            var s = Math.Sin(2 * Math.PI * 2 * i * SimWorld.StepS);
            var R = T.R * Rotation.AboutZ(0.4 * s);
            var tip = (T * world.Arm.Psm.ControlPoint_tool) + new Vec3(0, 0, 6 * Si.Mm * s);
            Assert.True(world.Arm.TryInverse(world.Arm.Psm.PoseAt(tip, R), near, out near));
            world.Arm.Follow(near, NeedleMoves.PressRad);
            world.Step(SimWorld.StepS);
        }

        var after = InTool(world, task);
        Assert.True((after.P - before.P).Length < 0.02 * Si.Mm, $"{(after.P - before.P).Length}");
        Assert.True(after.R.AngleTo(before.R) < 0.005, $"{after.R.AngleTo(before.R)}");
    }

    [Fact]
    public void GripForceN_JawsDrivenShut_IsWhatTheJawsMotorGives()
    {
        var world = Held(out _, out _);
        var atM = 8.5 * Si.Mm;
        var most = 2 * world.Arm.Model.Limits.JawMaxEffortNm / atM;
        Assert.InRange(world.Arm.Body.GripForceN, 0.2 * most, 1.2 * most);
    }

    [Fact]
    public void Step_JawsOpened_NeedleFalls()
    {
        var world = Held(out var task, out var q);
        world.Arm.Follow(q, 0.6);
        world.Step(0.3);
        Assert.False(task.Needle.IsHeldBy(world.Scene, 0));
        Assert.True(task.Needle.ClearanceM(world.Scene) < 10 * Si.Mm);
    }

    [Fact]
    public void Step_NeedleHeld_DoesNotAllocate()
    {
        var world = Held(out _, out _);
        Assert.Equal(0, AllocationMeter.Least(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                world.Step(SimWorld.StepS);
            }
        }));
    }

    private static SimWorld Held(out NeedleRegrasp task, out JointVector q)
    {
        var world = new SimWorld(new SimOptions { Task = "needle-regrasp" });
        task = (NeedleRegrasp)world.Task;
        world.Reset(2);
        world.Step(0.2);
        q = world.Arm.Setpoint;
        return world;
    }

    private static Pose<ToolFrame, NeedleFrame> InTool(SimWorld world, NeedleRegrasp task) =>
        world.Arm.T_world_tool.Inverse() * task.Needle.T_world_needle(world.Scene);
}
