using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim;

public sealed class SimArmTests
{
    [Fact]
    public void Send_Default_Refused()
    {
        var world = new SimWorld(new SimOptions());
        Assert.Throws<ArgumentException>(() => world.Arm.Send(default));
    }

    [Fact]
    public void Send_Ramp_FollowsTenToTwentyMillisecondsLate()
    {
        var world = new SimWorld(new SimOptions());
        world.Reset(1);
        var start = world.Arm.Read();
        var perStep = JointVector.From([0.0004, -0.0004, 0.00005, 0.002, 0.002, -0.002]);
        var q = start.Position;
        for (var i = 0; i < 100; i++)
        {
            for (var j = 0; j < JointVector.Length; j++)
            {
                q[j] += perStep[j];
            }

            world.Arm.Send(new ClearedCommand(q, default, start.JawRad + (0.002 * i), world.NowNs, false));
            world.Step(SimWorld.StepS);
        }

        var arm = world.Arm.Read();
        for (var j = 0; j < JointVector.Length; j++)
        {
            Assert.InRange((q[j] - arm.Position[j]) / (perStep[j] / SimWorld.StepS), 0.010, 0.020);
        }

        Assert.InRange((start.JawRad + (0.002 * 99) - arm.JawRad) / (0.002 / SimWorld.StepS), 0.010, 0.020);
    }

    [Fact]
    public void Send_LargeStep_ArrivesWithoutOvershootInsideTheSpeedLimit()
    {
        var world = new SimWorld(new SimOptions());
        world.Reset(2);
        var start = world.Arm.Read().Position;
        var target = start;
        target[0] += 0.2;
        target[2] += 0.02;
        target[3] -= 1.0;
        for (var i = 0; i < 1000; i++)
        {
            world.Arm.Send(new ClearedCommand(target, default, 0, world.NowNs, true));
            world.Step(SimWorld.StepS);
            var arm = world.Arm.Read();
            for (var j = 0; j < 4; j++)
            {
                var span = Math.Abs(target[j] - start[j]);
                Assert.True((arm.Position[j] - start[j]) * Math.Sign(target[j] - start[j]) <= (span * 1.01) + 1e-5);
                Assert.True(Math.Abs(arm.Velocity[j]) <= (1.1 * SimPsm.Psm1.Model.Limits.MaxVelocity[j]) + 1e-9);
            }
        }

        Assert.Equal(target[0], world.Arm.Read().Position[0], 5);
        Assert.Equal(target[3], world.Arm.Read().Position[3], 5);
    }

    [Fact]
    public void Step_PushedIntoTissue_StopsAtTheSurfaceAndFeelsForce()
    {
        var world = new SimWorld(new SimOptions());
        for (ulong seed = 0; seed < 10; seed++)
        {
            world.Reset(seed);
            Assert.Equal(0, world.Arm.ContactForceN);
            Descend(world, out var deepestM);
            Assert.True(deepestM < 0.6 * Si.Mm, $"seed {seed}: {deepestM}");
            Assert.InRange(world.Arm.ContactForceN, 0.2, 10);
            var before = world.Arm.Read().Position;
            world.Step(0.5);
            Assert.Equal(before[2], world.Arm.Read().Position[2], 4);
        }
    }

    // Straight down at 40 mm/s until the setpoint lies 10 mm inside the tissue.
    private static void Descend(SimWorld world, out double deepestM)
    {
        deepestM = 0;
        var T = world.Snapshot().T_world_tool;
        for (var i = 0; i < 1500; i++)
        {
            var tip = SceneLayout.ControlPoint_world(T);
            T = tip.Z > world.Snapshot().Surface.HeightM(tip.X, tip.Y) - (10 * Si.Mm) ? T with { P = T.P - new Vec3(0, 0, 80e-6) } : T;
            var q = SimPsm.Psm1.Kinematics.Inverse(SceneLayout.T_world_base.Inverse() * T, world.Arm.Setpoint).Value;
            world.Arm.Send(new ClearedCommand(q, default, 0, world.NowNs, false));
            world.Step(SimWorld.StepS);
            var p = world.Snapshot().Tip_world;
            deepestM = Math.Max(deepestM, world.Snapshot().Surface.HeightM(p.X, p.Y) - p.Z);
        }
    }
}
