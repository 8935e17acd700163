using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>Things held between the jaws by friction alone.</summary>
public sealed class GraspTests
{
    private const double AtM = 8.5 * Si.Mm;
    private const double PressRad = -0.2;
    private static readonly SimPsm Psm = SimPsm.Psm1;

    [Fact]
    public void Step_PlateHeldAndShaken_DoesNotCreep()
    {
        var (world, arm, plate) = Holding(CollisionShape.Box(new Vec3(4, 1, 4) * Si.Mm, 0.1 * Si.Mm), 0.003);
        var before = arm.T_world_tool.Inverse() * world.Bodies.Pose(plate);
        var home = arm.T_world_tool;
        var q = arm.Position;
        for (var i = 0; i < 1500; i++)
        {
            // 8 mm at 2.5 Hz: up to 2 m/s^2, and quick turns of the wrist.
            var s = Math.Sin(2 * Math.PI * 2.5 * 0.002 * i);
            var pose = Psm.PoseAt((home * Psm.ControlPoint_tool) + (8 * Si.Mm * s * new Vec3(0.6, 0, 0.8)), home.R * Rotation.AboutZ(0.5 * s));
            Assert.True(Psm.TryInverse_world(pose, q, out q));
            arm.Follow(q, PressRad);
            world.Step(0.002, 2);
        }

        var after = arm.T_world_tool.Inverse() * world.Bodies.Pose(plate);
        Assert.True((after.P - before.P).Length < 0.005 * Si.Mm, $"{(after.P - before.P).Length} m");
        Assert.True(after.R.AngleTo(before.R) < 0.001, $"{after.R.AngleTo(before.R)} rad");
    }

    [Fact]
    public void GripForceN_RodAcrossTheJaws_TimesItsLeverIsTheJawsEffort()
    {
        var radius = 1 * Si.Mm;
        var (world, arm, rod) = Holding(CollisionShape.Capsule(new(-3 * Si.Mm, 0, 0), new(3 * Si.Mm, 0, 0), radius), 0.001);
        for (var i = 0; i < 100; i++)
        {
            world.Step(0.002, 2);
        }

        var lever = (arm.T_world_tool.Inverse() * world.Bodies.Pose(rod).P).Z;
        var effort = arm.GripForceN * lever;
        Assert.InRange(effort, 0.97 * arm.Model.Limits.JawMaxEffortNm, 1.02 * arm.Model.Limits.JawMaxEffortNm);
    }

    [Fact]
    public void Step_PlateHeld_DoesNotAllocate()
    {
        var (world, _, _) = Holding(CollisionShape.Box(new Vec3(4, 1, 4) * Si.Mm, 0.1 * Si.Mm), 0.003);
        Assert.Equal(0, AllocationMeter.Least(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                world.Step(0.002, 2);
            }
        }));
    }

    // The body's middle lies on the jaws' middle line; it is put there while the jaws close on it.
    private static (DynamicsWorld World, ArmBody Arm, int Body) Holding(in CollisionShape shape, double massKg)
    {
        var world = new DynamicsWorld(new());
        var arm = new ArmBody(Psm);
        Assert.True(Psm.TryInverse_world(Psm.PoseAt(new(0, 0, 0.03), SceneLayout.R_world_tool_nominal), default(JointVector), out var q));
        arm.Place(q, 0.4);
        world.AddArm(arm);
        var T_world_body = new Pose<WorldFrame, BodyFrame>(arm.T_world_tool.R, arm.T_world_tool * new Vec3(0, 0, AtM));
        var body = world.AddBody(new RigidBodySpec { T_world_body = T_world_body, MassKg = massKg, Friction = 0.4 }, shape);
        arm.Follow(q, PressRad);
        for (var i = 0; i < 150; i++)
        {
            if (arm.GripForceN == 0)
            {
                world.Bodies.SetPose(body, T_world_body);
            }

            world.Step(0.002, 2);
        }

        Assert.True(arm.GripForceN > 1, $"{arm.GripForceN} N");
        return (world, arm, body);
    }
}
