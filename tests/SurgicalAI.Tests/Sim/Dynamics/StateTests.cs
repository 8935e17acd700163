using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Experts;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>
/// A saved state goes on to the same bits, also in another world of the same build: nothing that decides the future is left out.
/// </summary>
public sealed class StateTests
{
    [Fact]
    public void Visit_PileInMidCollision_GoesOnToTheSameBitsHereAndElsewhere()
    {
        var (world, other) = (Pile(), Pile());
        Step(world, 80);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        var hash = Hash(world);
        Step(world, 100);
        var after = Hash(world);
        Assert.NotEqual(hash, after);
        foreach (var target in (DynamicsWorld[])[world, other])
        {
            archive.BeginRestore();
            target.Visit(archive);
            Assert.Equal(hash, Hash(target));
            Step(target, 100);
            Assert.Equal(after, Hash(target));
        }
    }

    [Fact]
    public void Visit_NeedleHeldAndMoving_GoesOnToTheSameBitsHereAndElsewhere()
    {
        var (world, other) = (Held(), Held());
        Shake(world, 0, 137);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        var hash = world.StateHash();
        Shake(world, 137, 100);
        var after = world.StateHash();
        foreach (var target in (SimWorld[])[world, other])
        {
            archive.BeginRestore();
            target.Visit(archive);
            Assert.Equal(hash, target.StateHash());
            Shake(target, 137, 100);
            Assert.Equal(after, target.StateHash());
        }
    }

    [Fact]
    public void Hash_OneBitOfOnePlace_Changes()
    {
        var world = Pile();
        var before = Hash(world);
        var pose = world.Bodies.Pose(1);
        world.Bodies.SetPose(1, pose with { P = pose.P with { X = Math.BitIncrement(pose.P.X) } });
        Assert.NotEqual(before, Hash(world));
    }

    private static void Step(DynamicsWorld world, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            world.Step(0.002, 2);
        }
    }

    private static ulong Hash(DynamicsWorld world)
    {
        var archive = new StateArchive();
        archive.BeginHash();
        world.Visit(archive);
        return archive.Hash;
    }

    private static DynamicsWorld Pile()
    {
        var world = new DynamicsWorld(new());
        world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, -0.01)) }, CollisionShape.Box(new Vec3(0.1, 0.1, 0.01)));
        for (var i = 0; i < 9; i++)
        {
            var r = Rotation.FromRotationVector(new(0.3 * i, 0.2, -0.1 * i));
            var p = new Vec3(3 * Si.Mm * (i % 3), 2 * Si.Mm * (i % 2), (12 + (14 * i)) * Si.Mm);
            var shape = (i % 3) switch
            {
                0 => CollisionShape.Box(new Vec3(6, 5, 4) * Si.Mm),
                1 => CollisionShape.Sphere(default, 5 * Si.Mm),
                _ => CollisionShape.Capsule(new(-6 * Si.Mm, 0, 0), new(6 * Si.Mm, 0, 0), 3 * Si.Mm),
            };
            world.AddBody(new RigidBodySpec { T_world_body = new(r, p), MassKg = 0.002, RestitutionUnitless = 0.1 * (i % 2) }, shape);
        }

        return world;
    }

    private static SimWorld Held()
    {
        var world = new SimWorld(new SimOptions { Task = "needle-regrasp" });
        world.Reset(2);
        return world;
    }

    private static void Shake(SimWorld world, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var q = world.Arm.Setpoint;
            q[0] += 2e-4 * Math.Cos(0.05 * i);
            q[3] += 2e-3 * Math.Sin(0.05 * i);
            world.Arm.Follow(q, NeedleMoves.PressRad);
            world.Step(SimWorld.StepS);
        }

        Assert.True(world.Arm.Body.GripForceN > 1);
    }
}
