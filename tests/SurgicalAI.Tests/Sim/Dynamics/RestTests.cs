using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>What lies stays; stiffness is what its unit says, whatever the substep.</summary>
public sealed class RestTests
{
    [Fact]
    public void Step_StackOfSixBoxes_StandsStill()
    {
        const double HalfM = 5 * Si.Mm;
        var world = new DynamicsWorld(new());
        world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, -0.01)) }, CollisionShape.Box(new Vec3(0.1, 0.1, 0.01)));
        int[] boxes = [.. Enumerable.Range(0, 6).Select(i => world.AddBody(
            new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0.2 * Si.Mm * (i % 2), 0, HalfM * ((2 * i) + 1))), MassKg = 0.003 },
            CollisionShape.Box(new Vec3(HalfM, HalfM, HalfM))))];
        for (var i = 0; i < 250; i++)
        {
            world.Step(0.002, 2);
        }

        var settled = Places(world, boxes);
        for (var i = 0; i < 500; i++)
        {
            world.Step(0.002, 2);
        }

        var creep = Places(world, boxes).Zip(settled, (p, q) => (p - q).Length).Max();

        // Contacts give by design: 16 um for each box above, twice that where both sides move.
        var sunk = boxes.Select((b, i) => Math.Abs(world.Bodies.Pose(b).P.Z - (HalfM * ((2 * i) + 1)))).Max();
        var speed = boxes.Max(b => world.Bodies.Velocity(b).Length);
        Assert.True(creep < 1e-6, $"{creep} m in a second");
        Assert.True(sunk < 0.6 * Si.Mm, $"{sunk} m");
        Assert.True(speed < 1e-9, $"{speed} m/s");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void Step_WeightOnASpring_HangsAsFarAsComplianceSaysAtAnySubstep(int substeps)
    {
        const double ComplianceMPerN = 0.05;
        const double MassKg = 0.02;
        var world = new DynamicsWorld(new());
        var ball = world.AddBody(new RigidBodySpec { MassKg = MassKg }, CollisionShape.Sphere(default, 5 * Si.Mm));
        var spring = world.Attach(Anchor.Body(ball, default), Anchor.World(default), 0, ComplianceMPerN);
        for (var i = 0; i < 1500; i++)
        {
            world.Step(0.002, substeps);
            world.Bodies.SetVelocity(ball, 0.98 * world.Bodies.Velocity(ball), default);
        }

        Assert.Equal(ComplianceMPerN * MassKg * 9.81, -world.Bodies.Pose(ball).P.Z, 1e-6 * ComplianceMPerN * MassKg * 9.81);
        Assert.Equal(MassKg * 9.81, world.AttachmentForceN(spring), 1e-6 * MassKg * 9.81);
    }

    private static Vec3[] Places(DynamicsWorld world, int[] bodies) => [.. bodies.Select(b => world.Bodies.Pose(b).P)];
}
