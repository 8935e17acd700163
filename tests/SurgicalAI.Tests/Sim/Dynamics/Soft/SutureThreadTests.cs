using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Tests.Sim.Dynamics.Soft;

public sealed class SutureThreadTests
{
    [Fact]
    public void Step_HangingBetweenTwoTies_IsACatenaryOfTheRightLength()
    {
        const double Length = 0.12;
        const double Span = 0.08;
        var world = new DynamicsWorld(new());
        var thread = SutureThread.AddTo(world, Line(60, i => new(Span * i / 60, 0, -0.5 * Math.Sqrt((Length * Length) - (Span * Span)) * (1 - Math.Abs(1 - (2.0 * i / 60))))), new() { BendingNm2 = 1e-13, DampingPerS = 8 });
        thread.Tie(0, Anchor.World(Vec3.Zero));
        thread.Tie(60, Anchor.World(new(Span, 0, 0)));
        world.Step(2, 2000);
        var length = 0.0;
        for (var s = 0; s < 60; s++)
        {
            length += (At(world, thread, s + 1) - At(world, thread, s)).Length;
        }

        var sag = -At(world, thread, 30).Z;
        Assert.Equal(Length, length, 0.0005 * Length);
        Assert.Equal(CatenarySag(Length, Span), sag, 0.01 * sag);
    }

    [Fact]
    public void Step_HeavyNeedleOnLightThread_HangsAtFullLengthAndPullsWithItsWeight()
    {
        var world = new DynamicsWorld(new());
        var thread = SutureThread.AddTo(world, Line(50, i => new(0, 0, -0.1 * i / 50)), new() { DampingPerS = 8 });

        // A weight without shape: the thread ends in its centre and would be pushed out of a solid one.
        var inertia = 0.4 * 0.002 * 0.002 * 0.002;
        var needle = world.AddBody(
            new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, -0.1)), MassKg = 0.002, InertiaKgM2 = new(inertia, inertia, inertia) });
        thread.Tie(0, Anchor.World(Vec3.Zero));
        var tie = thread.Tie(50, Anchor.Body(needle, Vec3.Zero));
        world.Step(1, 1000);
        Assert.Equal(-0.1, world.Bodies.Pose(needle).P.Z, 0.0001);
        Assert.Equal(0.002 * 9.81, thread.TieForceN(tie), 0.02 * 0.002 * 9.81);
        Assert.Equal(0.002 * 9.81, thread.TensionN(25), 0.04 * 0.002 * 9.81);
    }

    [Fact]
    public void Step_ClampedAtOneEnd_DroopsLikeABeam()
    {
        const double Length = 0.02;
        var material = new ThreadMaterial { BendingNm2 = 1e-7, DampingPerS = 30 };
        var world = new DynamicsWorld(new());
        var thread = SutureThread.AddTo(world, Line(40, i => new(Length * i / 40, 0, 0)), material);
        world.Particles.Pin(thread.Nodes[0]);
        world.Particles.Pin(thread.Nodes[1]);
        world.Step(1.5, 1500);
        var free = Length * 39.5 / 40; // clamped between the two pinned nodes
        var expected = material.MassKgPerM * 9.81 * Math.Pow(free, 4) / (8 * material.BendingNm2);
        Assert.Equal(expected, -At(world, thread, 40).Z, 0.02 * expected);
    }

    [Fact]
    public void Step_SlowlyPulled_TieTearsAtItsStrength()
    {
        const double StrengthN = 0.1;
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var thread = SutureThread.AddTo(world, Line(20, i => new(0, 0, -0.04 * i / 20)), new() { DampingPerS = 30 });
        var tie = thread.Tie(0, Anchor.World(Vec3.Zero), StrengthN);
        world.Particles.Pin(thread.Nodes[20]);
        var pulledM = 0.0;
        while (thread.IsTied(tie))
        {
            pulledM += 5e-8;
            world.Particles.SetPosition(thread.Nodes[20], new(0, 0, -0.04 - pulledM));
            world.Step(0.001, 1);
        }

        Assert.Equal(StrengthN, thread.Material.StretchN * pulledM / 0.04, 0.02 * StrengthN);
    }

    [Fact]
    public void Cut_BladeAcross_OneSegmentGoesAndTheRestFalls()
    {
        var world = new DynamicsWorld(new());
        var thread = SutureThread.AddTo(world, Line(20, i => new(0, 0, -0.04 * i / 20)), new());
        thread.Tie(0, Anchor.World(Vec3.Zero));
        Assert.Equal(1, thread.Cut(new(new(-0.005, 0, -0.021), new(1, 0, 0), new(0, 1, 0), 0.01, 0.001, 0)));
        Assert.False(thread.HasSegment(10));
        world.Step(0.2, 200);
        Assert.True(At(world, thread, 20).Z < -0.1);
        Assert.Equal(-0.02, At(world, thread, 10).Z, 0.0005);
    }

    [Fact]
    public void Step_SavedAndRestored_SameBitsAndNoAllocation()
    {
        var world = new DynamicsWorld(new());
        var thread = SutureThread.AddTo(world, Line(30, i => new(0.002 * i, 0.0001 * i, 0)), new());
        thread.Tie(0, Anchor.World(Vec3.Zero), 1e-3);
        world.Step(0.05, 50);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        var first = Hash(world);
        archive.BeginRestore();
        world.Visit(archive);
        Assert.Equal(first, Hash(world));
        Assert.Equal(0, AllocationMeter.Least(() => world.Step(0.05, 50)));
    }

    private static ulong Hash(DynamicsWorld world)
    {
        world.Step(0.1, 100);
        var archive = new StateArchive();
        archive.BeginHash();
        world.Visit(archive);
        return archive.Hash;
    }

    private static Vec3 At(DynamicsWorld world, SutureThread thread, int node) => world.Particles.Position(thread.Nodes[node]);

    private static Vec3[] Line(int segments, Func<int, Vec3> at) => [.. Enumerable.Range(0, segments + 1).Select(at)];

    // Depth of a catenary: length = 2 a sinh(span / 2 a), by bisection.
    private static double CatenarySag(double length, double span)
    {
        var (low, high) = (span / 50, 50 * span);
        for (var i = 0; i < 100; i++)
        {
            var a = (low + high) / 2;
            (low, high) = 2 * a * Math.Sinh(span / (2 * a)) > length ? (a, high) : (low, a);
        }

        return low * (Math.Cosh(span / (2 * low)) - 1);
    }
}
