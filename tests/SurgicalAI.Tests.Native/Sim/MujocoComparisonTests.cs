using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Benchmarks;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Tests.Native.Sim;

/// <summary>The same small scenes here and in MuJoCo, where it is installed.</summary>
public sealed class MujocoComparisonTests
{
    private const double StepS = 0.001;

    // Both integrate to first order in a step of 1 ms; ours lies within 4e-6 of the analytic period, the two within 1e-6 of each other.
    [Fact]
    public void Pendulum_TenSwings_TheSamePeriod()
    {
        const double StartRad = 10 * Si.Deg;
        var p = Rotation.AboutY(StartRad) * new Vec3(0, 0, -0.1);
        using var mujoco = Open(
            $"""
            <mujoco><option timestep="{StepS}"/><worldbody><body><joint type="hinge" axis="0 1 0"/>
            <geom type="sphere" size="0.01" mass="0.02" pos="{p.X:R} {p.Y:R} {p.Z:R}"/></body></worldbody></mujoco>
            """);
        var theirs = PeriodS(() => mujoco.Step(1), () => StartRad + mujoco.Position(0));

        var world = new DynamicsWorld(new());
        var ball = world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.AboutY(StartRad), p), MassKg = 0.02 }, CollisionShape.Sphere(default, 0.01));
        world.Attach(Anchor.Body(ball, new(0, 0, 0.1)), Anchor.World(Vec3.Zero), 0, 0);
        var ours = PeriodS(() => world.Step(StepS, 1), () => -world.Bodies.Pose(ball).P.X);
        Assert.Equal(theirs, ours, 1e-5 * theirs);
    }

    // Contacts of both give under load: MuJoCo's by 1 to 3 um at a time constant of 4 ms, ours by 16 to 40 um, with 1 ms substeps.
    [Fact]
    public void BodiesAtRest_BallCapsuleBoxAndTwoBoxes_LieAtTheSameHeights()
    {
        CollisionShape[] shapes =
        [
            CollisionShape.Sphere(default, 10 * Si.Mm), CollisionShape.Capsule(new(-8 * Si.Mm, 0, 0), new(8 * Si.Mm, 0, 0), 6 * Si.Mm),
            CollisionShape.Box(new Vec3(10, 10, 5) * Si.Mm), CollisionShape.Box(new Vec3(10, 10, 8) * Si.Mm), CollisionShape.Box(new Vec3(7, 7, 4) * Si.Mm),
        ];
        Vec3[] starts = [new(0, 0, 0.012), new(0.05, 0, 0.008), new(0.1, 0, 0.007), new(0.15, 0, 0.009), new(0.15, 0, 0.023)];
        using var mujoco = Open(
            """
            <mujoco><option timestep="0.001"/><default><geom condim="3" solref="0.004 1" friction="0.5 0.005 0.0001"/></default><worldbody>
            <geom type="box" pos="0 0 -0.01" size="0.5 0.5 0.01"/>
            <body pos="0 0 0.012"><freejoint/><geom type="sphere" size="0.01" mass="0.005"/></body>
            <body pos="0.05 0 0.008"><freejoint/><geom type="capsule" fromto="-0.008 0 0 0.008 0 0" size="0.006" mass="0.005"/></body>
            <body pos="0.1 0 0.007"><freejoint/><geom type="box" size="0.01 0.01 0.005" mass="0.005"/></body>
            <body pos="0.15 0 0.009"><freejoint/><geom type="box" size="0.01 0.01 0.008" mass="0.005"/></body>
            <body pos="0.15 0 0.023"><freejoint/><geom type="box" size="0.007 0.007 0.004" mass="0.005"/></body>
            </worldbody></mujoco>
            """);
        mujoco.Step(2000);

        var world = new DynamicsWorld(new());
        world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, -0.01)) }, CollisionShape.Box(new Vec3(0.5, 0.5, 0.01)));
        int[] bodies = [.. shapes.Zip(starts, (shape, p) => world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, p), MassKg = 0.005 }, shape))];
        for (var i = 0; i < 2000; i++)
        {
            world.Step(StepS, 1);
        }

        for (var i = 0; i < bodies.Length; i++)
        {
            Assert.Equal(mujoco.Position((7 * i) + 2), world.Bodies.Pose(bodies[i]).P.Z, 0.08 * Si.Mm);
        }
    }

    private static MujocoModel Open(string mjcf)
    {
        var model = MujocoModel.TryLoad(mjcf, out var why);
        Assert.SkipWhen(model is null, why);
        return model;
    }

    // Mean of ten periods of an angle that starts beside zero.
    private static double PeriodS(Action step, Func<double> angle)
    {
        var (before, first, crossings) = (angle(), 0.0, 0);
        for (var i = 0; ; i++)
        {
            step();
            var now = angle();
            if (now * before < 0)
            {
                var at = StepS * (i + (before / (before - now)));
                first = crossings++ == 0 ? at : first;
                if (crossings == 21)
                {
                    return (at - first) / 10;
                }
            }

            before = now;
        }
    }
}
