using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>What flies and collides keeps its momentum, and its energy as far as it should.</summary>
public sealed class FreeMotionTests
{
    private const double MassKg = 0.01;

    [Fact]
    public void Step_BrickTumblingAboutItsMiddleAxis_KeepsEnergyAndAngularMomentum()
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var brick = world.AddBody(new RigidBodySpec { MassKg = MassKg }, CollisionShape.Box(new Vec3(20, 10, 5) * Si.Mm));
        world.Bodies.SetVelocity(brick, new(0.1, 0.2, 0.3), new(0.3, 10, 0));
        var (energy, spin) = (world.EnergyJ, Spin(world, brick));
        var flips = 0;
        var (worstEnergy, worstSpin) = (0.0, 0.0);
        for (var (i, side) = (0, 1); i < 2500; i++)
        {
            world.Step(0.002, 2);
            var along = world.Bodies.Pose(brick).R.Y.Y;
            (flips, side) = along * side < -0.5 ? (flips + 1, -side) : (flips, side);
            worstEnergy = Math.Max(worstEnergy, Math.Abs((world.EnergyJ / energy) - 1));
            worstSpin = Math.Max(worstSpin, (Spin(world, brick) - spin).Length / spin.Length);
        }

        Assert.True(flips >= 3, $"{flips} flips in 5 s about an unstable axis");
        Assert.True(worstEnergy < 2e-6, $"energy {worstEnergy}");
        Assert.True(worstSpin < 1e-10, $"angular momentum {worstSpin}");
        Assert.Equal(0, (world.Bodies.Velocity(brick) - new Vec3(0.1, 0.2, 0.3)).Length, 1e-12);
    }

    [Fact]
    public void Step_Thrown_FollowsTheParabolaToFirstOrderInTheSubstep()
    {
        var world = new DynamicsWorld(new());
        var ball = Ball(world, Vec3.Zero, 0, 0);
        world.Bodies.SetVelocity(ball, new(0.5, 0, 2), default);
        for (var i = 0; i < 200; i++)
        {
            world.Step(0.002, 2);
        }

        var exact = new Vec3(0.5 * 0.4, 0, (2 * 0.4) - (0.5 * 9.81 * 0.4 * 0.4));
        Assert.Equal(0.5 * 9.81 * 0.4 * 0.001, (exact - world.Bodies.Pose(ball).P).Length, 1e-9);
        Assert.Equal(2 - (9.81 * 0.4), world.Bodies.Velocity(ball).Z, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Step_HeadOnCollision_KeepsMomentumAndPartsAtTheCoefficientOfRestitution(double restitution)
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var left = Ball(world, new(-0.05, 0, 0), 1, restitution);
        var right = Ball(world, new(0.05, 0, 0), -0.4, restitution);
        for (var i = 0; i < 100; i++)
        {
            world.Step(0.002, 2);
        }

        var (a, b) = (world.Bodies.Velocity(left), world.Bodies.Velocity(right));
        Assert.Equal(0, (a + b - new Vec3(0.6, 0, 0)).Length, 1e-12);
        Assert.Equal(restitution * 1.4, (b - a).X, 1e-12);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void Step_BallDropped_BouncesToTheSquareOfTheCoefficientOfRestitution(double restitution)
    {
        const double DropM = 0.1;
        var world = new DynamicsWorld(new());
        world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, -0.01)) }, CollisionShape.Box(new Vec3(0.1, 0.1, 0.01)));
        var ball = Ball(world, new(0, 0, DropM + RadiusM), 0, restitution);
        while (world.Bodies.Velocity(ball).Z <= 0)
        {
            world.Step(0.002, 2);
        }

        var highest = 0.0;
        while (world.Bodies.Velocity(ball).Z > 0)
        {
            world.Step(0.002, 2);
            highest = Math.Max(highest, world.Bodies.Pose(ball).P.Z - RadiusM);
        }

        Assert.Equal(restitution * restitution, highest / DropM, 0.01);
    }

    private const double RadiusM = 10 * Si.Mm;

    private static int Ball(DynamicsWorld world, Vec3 p, double speedMPerS, double restitution)
    {
        var ball = world.AddBody(
            new RigidBodySpec { T_world_body = new(Rotation.Identity, p), MassKg = MassKg, RestitutionUnitless = restitution }, CollisionShape.Sphere(default, RadiusM));
        world.Bodies.SetVelocity(ball, new(speedMPerS, 0, 0), default);
        return ball;
    }

    private static Vec3 Spin(DynamicsWorld world, int body)
    {
        var r = world.Bodies.Pose(body).R;
        var w = r.Inverse() * world.Bodies.AngularVelocity(body);
        const double Unit = MassKg / 3 * Si.Mm * Si.Mm;
        return r * new Vec3(125 * Unit * w.X, 425 * Unit * w.Y, 500 * Unit * w.Z);
    }
}
