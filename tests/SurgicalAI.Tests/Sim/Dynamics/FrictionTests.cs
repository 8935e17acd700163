using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>Coulomb's cone: a block of 20 x 20 x 10 mm on a tilted board, and one that slides to a stop.</summary>
public sealed class FrictionTests
{
    private const double HalfHeightM = 5 * Si.Mm;

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void Step_BlockOnAnIncline_HoldsJustUnderTheAngleOfFrictionAndSlipsJustOver(double friction)
    {
        var angle = Math.Atan(friction);
        var (under, over) = (angle - (0.5 * Si.Deg), angle + (0.5 * Si.Deg));
        var acceleration = 9.81 * (Math.Sin(over) - (friction * Math.Cos(over)));
        var held = SlidM(under, friction, out var speed);
        var slid = SlidM(over, friction, out _);
        Assert.InRange(held, 0, 0.02 * Si.Mm); // while the contact forms
        Assert.Equal(0, speed, 1e-9);
        Assert.Equal(0.5 * acceleration, slid, 0.02 * 0.5 * acceleration);
    }

    [Fact]
    public void Step_SlidingBlock_StopsAfterTheAnalyticWay()
    {
        const double SpeedMPerS = 0.5;
        var world = new DynamicsWorld(new());
        var block = OnBoard(world, 0, 0.4);
        world.Bodies.SetVelocity(block, new(SpeedMPerS, 0, 0), default);
        for (var i = 0; i < 250; i++)
        {
            world.Step(0.002, 2);
        }

        var way = SpeedMPerS * SpeedMPerS / (2 * 0.4 * 9.81);
        Assert.Equal(way, world.Bodies.Pose(block).P.X, 0.02 * way);
        Assert.Equal(0, world.Bodies.Velocity(block).Length, 1e-6);
    }

    // Way down the slope in the first second.
    private static double SlidM(double angleRad, double friction, out double speedMPerS)
    {
        var world = new DynamicsWorld(new());
        var block = OnBoard(world, angleRad, friction);
        for (var i = 0; i < 500; i++)
        {
            world.Step(0.002, 2);
        }

        speedMPerS = world.Bodies.Velocity(block).Length;
        return (Rotation.AboutY(angleRad).Inverse() * world.Bodies.Pose(block).P).X;
    }

    private static int OnBoard(DynamicsWorld world, double angleRad, double friction)
    {
        var r = Rotation.AboutY(angleRad);
        world.AddBody(new RigidBodySpec { T_world_body = new(r, r * new Vec3(0, 0, -0.01)), Friction = friction }, CollisionShape.Box(new Vec3(1, 0.1, 0.01)));
        return world.AddBody(
            new RigidBodySpec { T_world_body = new(r, r * new Vec3(0, 0, HalfHeightM)), MassKg = 0.004, Friction = friction },
            CollisionShape.Box(new Vec3(10 * Si.Mm, 10 * Si.Mm, HalfHeightM)));
    }
}
