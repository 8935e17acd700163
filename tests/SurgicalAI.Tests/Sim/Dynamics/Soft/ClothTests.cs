using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Tests.Sim.Dynamics.Soft;

public sealed class ClothTests
{
    private static readonly SheetMesh Square = SheetMesh.Grid(10, 10, (u, v) => new(0.04 * u, 0.04 * v, 0));

    [Fact]
    public void Step_HungByOneEdge_StretchesLittle()
    {
        var world = new DynamicsWorld(new());
        var mesh = SheetMesh.Grid(10, 10, (u, v) => new(0.04 * u, 0, -0.04 * v));
        var cloth = Cloth.AddTo(world, mesh, ClothMaterial.Gauze);
        for (var i = 0; i <= 10; i++)
        {
            world.Particles.Pin(cloth.FirstParticle + i);
        }

        world.Step(1, 1000);
        Assert.InRange(world.Particles.Z[cloth.ParticleNear(new(0.02, 0, -0.04))], -0.0412, -0.0399);
    }

    [Fact]
    public void Step_StripClampedAtOneEnd_DroopsLikeAPlate()
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = new(0, 0, -0.02) });
        var material = ClothMaterial.Gauze with { DampingPerS = 20 };
        var mesh = SheetMesh.Grid(10, 2, (u, v) => new(0.02 * u, 0.004 * v, 0));
        var cloth = Cloth.AddTo(world, mesh, material);
        for (var i = 0; i < cloth.ParticleCount; i++)
        {
            if (mesh.RestM[i].X < 0.00201)
            {
                world.Particles.Pin(cloth.FirstParticle + i);
            }
        }

        world.Step(2, 2000);
        var free = 0.019; // clamped between the two pinned rows
        var expected = material.MassKgPerM2 * 0.02 * Math.Pow(free, 4) / (8 * material.BendingNm);
        Assert.Equal(expected, -world.Particles.Z[cloth.ParticleNear(new(0.02, 0.002, 0))], 0.15 * expected);
    }

    [Fact]
    public void Cut_AcrossTheSheet_TwoPiecesThatFallApart()
    {
        var world = new DynamicsWorld(new());
        var cloth = Cloth.AddTo(world, Square, ClothMaterial.Gauze, new() { SpareParticles = 20 });
        for (var i = 0; i <= 10; i++)
        {
            world.Particles.Pin(cloth.FirstParticle + (11 * i));
        }

        var version = cloth.TopologyVersion;
        var opened = cloth.Cut(new(new(0.021, -0.001, 0), new(0, 1, 0), new(0, 0, 1), 0.05, 0.005, 0));
        Assert.True(opened >= 10);
        Assert.True(cloth.TopologyVersion > version);
        Assert.Equal(Square.Corners.Length, cloth.Triangles.Length);
        world.Step(0.3, 300);
        Assert.True(world.Particles.Z[cloth.ParticleNear(new(0.04, 0.02, 0))] < -0.3);
        Assert.True(world.Particles.Z[cloth.ParticleNear(new(0.016, 0.02, 0))] > -0.03);
    }

    [Fact]
    public void Step_PulledOverItsLimit_TearsAndStaysFinite()
    {
        var world = new DynamicsWorld(new());
        var cloth = Cloth.AddTo(world, Square, ClothMaterial.Membrane(50_000, 0.0003, tearStretch: 1.5));
        for (var i = 0; i <= 10; i++)
        {
            world.Particles.Pin(cloth.FirstParticle + i);
            world.Particles.Pin(cloth.FirstParticle + 110 + i);
        }

        for (var step = 0; step < 200; step++)
        {
            for (var i = 110; i <= 120; i++)
            {
                var p = cloth.FirstParticle + i;
                world.Particles.SetPosition(p, world.Particles.Position(p) + new Vec3(0, 0.0002, 0));
            }

            world.Step(0.002, 2);
        }

        Assert.True(cloth.BrokenTriangles > 0);
        Assert.True(cloth.Middle().IsFinite);
    }

    [Fact]
    public void Step_SavedAndRestored_SameBitsAndNoAllocation()
    {
        var world = new DynamicsWorld(new());
        var cloth = Cloth.AddTo(world, Square, ClothMaterial.Gauze, new() { SpareParticles = 20 });
        world.Particles.Pin(cloth.FirstParticle);
        world.Step(0.05, 50);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        var first = Hash(world, cloth);
        archive.BeginRestore();
        world.Visit(archive);
        Assert.Equal(first, Hash(world, cloth));
        Assert.Equal(0, AllocationMeter.Least(() => world.Step(0.05, 50)));
    }

    private static ulong Hash(DynamicsWorld world, Cloth cloth)
    {
        cloth.Cut(new(new(0.021, -0.001, cloth.Middle().Z), new(0, 1, 0), new(0, 0, 1), 0.02, 0.05, 0));
        world.Step(0.05, 50);
        var archive = new StateArchive();
        archive.BeginHash();
        world.Visit(archive);
        return archive.Hash;
    }
}
