using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Tests.Sim.Dynamics.Soft;

public sealed class TetBodyTests
{
    private static readonly TetMesh Cube = TetMeshes.Box(default, new(0.01, 0.01, 0.01), 3, 3, 3);

    [Fact]
    public void Step_NoGravity_RestShapeStaysToTheLastDigits()
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var body = TetBody.AddTo(world, Cube, new() { YoungModulusPa = 1e6 });
        world.Step(0.1, 50);
        for (var i = 0; i < body.ParticleCount; i++)
        {
            Assert.Equal(0, (world.Particles.Position(i) - Cube.RestM[i]).Length, 1e-12);
        }
    }

    [Fact]
    public void Step_FreeSpinningBody_KeepsMomentumVolumeAndAngularMomentum()
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var body = TetBody.AddTo(world, Cube, new() { DampingPerS = 0 });
        for (var i = 0; i < body.ParticleCount; i++)
        {
            world.Particles.SetVelocity(i, new Vec3(0.1, 0, 0) + new Vec3(0, 0, 10).Cross(world.Particles.Position(i)));
        }

        var (before, spin) = (Momentum(world), Spin(world));
        world.Step(0.2, 200);
        Assert.Equal(0, (Momentum(world) - before).Length / before.Length, 1e-9);
        Assert.Equal(0, (Spin(world) - spin).Length / spin.Length, 0.01);
        Assert.InRange(body.VolumeM3() / Cube.VolumeM3(), 0.99, 1.02);
    }

    [Fact]
    public void Step_CrushedAndInvertedCorners_RecoversShape()
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var body = TetBody.AddTo(world, Cube, new() { DampingPerS = 20 });
        for (var i = 0; i < body.ParticleCount; i++)
        {
            var p = Cube.RestM[i];
            world.Particles.SetPosition(i, new(p.Z * 0.5, p.X * 1.5, 0.01 - (p.Y * 0.8)));
        }

        world.Particles.SetPosition(body.ParticleNear(new(0.005, 0.005, 0.005)), new(0.03, -0.02, 0.04));
        world.Step(2, 2000);
        Assert.InRange(body.VolumeM3() / Cube.VolumeM3(), 0.98, 1.02);
    }

    [Fact]
    public void Step_CrushedFlat_OpensNoFasterThanTheLimit()
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var body = TetBody.AddTo(world, Cube, new() { DampingPerS = 0 });
        for (var i = 0; i < body.ParticleCount; i++)
        {
            world.Particles.SetPosition(i, Cube.RestM[i] with { Z = 0.02 * Cube.RestM[i].Z });
        }

        var fastest = 0.0;
        for (var step = 0; step < 50; step++)
        {
            world.Step(0.001, 1);
            fastest = Math.Max(fastest, Enumerable.Range(0, body.ParticleCount).Max(i => world.Particles.Velocity(i).Length));
        }

        Assert.InRange(fastest, 1, 2 + 1e-9);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.42)]
    public void Step_StretchedBar_ReactionFollowsYoungAndWidthFollowsPoisson(double poisson)
    {
        const double Strain = 0.01;
        var modulus = ModulusPa(TetMeshes.Box(default, new(0.01, 0.01, 0.02), 2, 2, 4), 0.02, poisson, Strain, 1500, out var world, out var body);
        Assert.Equal(10_000, modulus, 350.0);
        var side = world.Particles.Position(body.ParticleNear(new(0.01, 0.005, 0.01))).X - world.Particles.Position(body.ParticleNear(new(0, 0.005, 0.01))).X;
        Assert.Equal(poisson, (1 - (side / 0.01)) / Strain, 0.02);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.42)]
    public void Step_CubePressedBetweenSmoothPlates_ForceIsYoungsModulusTimesStrain(double poisson)
    {
        const double Strain = -0.02;
        var modulus = ModulusPa(Cube, 0.01, poisson, Strain, 3000, out var world, out var body);
        var width = world.Particles.Position(body.ParticleNear(new(0.01, 0.0033, 0.0033))).X - world.Particles.Position(body.ParticleNear(new(0, 0.0033, 0.0033))).X;
        Assert.Equal(10_000, modulus, 150.0);
        Assert.Equal(poisson, ((width / 0.01) - 1) / -Strain, 0.03);
    }

    [Fact]
    public void Step_Cantilever_DroopNearsBeamTheoryWithFinerMesh()
    {
        var (coarse, fine) = (Droop(2, 6), Droop(4, 6));
        Assert.InRange(coarse, 0.60, 0.70);
        Assert.InRange(fine, 0.84, 0.92);
    }

    [Fact]
    public void Step_Cantilever_ErrorOfOnePassFallsWithTheSquareOfTheSubstep()
    {
        var (one, two, four, exact) = (Droop(2, 1), Droop(2, 2), Droop(2, 4), Droop(2, 12));
        Assert.InRange((one - exact) / (two - exact), 3, 5);
        Assert.InRange((two - exact) / (four - exact), 3, 5.5);
    }

    [Fact]
    public void Visit_SaveRunRestoreRun_SameBits()
    {
        var world = new DynamicsWorld(new());
        var body = TetBody.AddTo(world, Cube, new() { TearStretch = 1.6 }, new() { SpareParticles = 40 });
        body.PinWhere(p => p.Z < 1e-9);
        world.Step(0.01, 10);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        var first = Hash(world, body);
        archive.BeginRestore();
        world.Visit(archive);
        Assert.Equal(first, Hash(world, body));
        Assert.True(body.BrokenElements > 0);
    }

    [Fact]
    public void Step_Steady_AllocatesNothing()
    {
        var world = new DynamicsWorld(new());
        TetBody.AddTo(world, Cube, new()).PinWhere(p => p.Z < 1e-9);
        world.Step(0.01, 10);
        Assert.Equal(0, AllocationMeter.Least(() => world.Step(0.05, 50)));
    }

    private static ulong Hash(DynamicsWorld world, TetBody body)
    {
        var blade = new Blade(new(-0.001, 0.005, 0.0051), new(1, 0, 0), new(0, 1, 0), 0.02, 0.02, 0);
        world.Particles.SetVelocity(body.ParticleNear(new(0.01, 0.01, 0.01)), new(5, 3, 0));
        world.Step(0.01, 10);
        body.Cut(blade);
        world.Step(0.02, 20);
        var archive = new StateArchive();
        archive.BeginHash();
        world.Visit(archive);
        return archive.Hash;
    }

    // Force over section and strain of a column of 10 x 10 mm that two smooth plates hold at a strain.
    private static double ModulusPa(TetMesh mesh, double heightM, double poisson, double strain, int substeps, out DynamicsWorld world, out TetBody body)
    {
        world = new(new() { GravityMPerS2 = Vec3.Zero });
        body = TetBody.AddTo(world, mesh, new() { PoissonRatio = poisson, DampingPerS = 60 }, new() { Cycles = 1 });
        for (var i = 0; i < body.ParticleCount; i++)
        {
            var p = mesh.RestM[i];
            world.Particles.SetPosition(i, p with { Z = p.Z * (1 + strain) });
            world.Particles.RadiusM[i] = 0;
        }

        var rollers = new Rollers(world.Particles, mesh, heightM);
        world.Add(rollers);
        world.Step(0.3, substeps);
        return rollers.ForceN / (0.01 * 0.01) / strain;
    }

    // Droop of a cantilever under a small load over Timoshenko's.
    private static double Droop(int cells, int cycles)
    {
        const double Load = 0.1;
        var world = new DynamicsWorld(new() { GravityMPerS2 = new(0, 0, -Load) });
        var mesh = TetMeshes.Box(default, new(0.04, 0.01, 0.01), 4 * cells, cells, cells);
        var body = TetBody.AddTo(world, mesh, new() { PoissonRatio = 0.3, DensityKgPerM3 = 1000, DampingPerS = 40 }, new() { Cycles = cycles });
        body.PinWhere(p => p.X < 1e-9);
        world.Step(0.4, 400);
        var bending = 1.5 * 1000 * Load * Math.Pow(0.04, 4) / (10_000 * 0.01 * 0.01);
        var shear = 1000 * Load * 0.04 * 0.04 / 2 / (5.0 / 6 * body.Material.ShearModulusPa);
        return (0.005 - world.Particles.Z[body.ParticleNear(new(0.04, 0.005, 0.005))]) / (bending + shear);
    }

    private static Vec3 Momentum(DynamicsWorld world)
    {
        var sum = Vec3.Zero;
        for (var i = 0; i < world.Particles.Count; i++)
        {
            sum += world.Particles.MassKg(i) * world.Particles.Velocity(i);
        }

        return sum;
    }

    private static Vec3 Spin(DynamicsWorld world)
    {
        var sum = Vec3.Zero;
        for (var i = 0; i < world.Particles.Count; i++)
        {
            sum += world.Particles.MassKg(i) * world.Particles.Position(i).Cross(world.Particles.Velocity(i));
        }

        return sum;
    }

    // Frictionless plates on both ends: they hold Z and measure what that takes.
    private sealed class Rollers(Particles particles, TetMesh mesh, double heightM) : IConstraintSet
    {
        private readonly double[] _holdM = [.. Enumerable.Range(0, mesh.RestM.Length).Select(i => particles.Z[i])];

        public double ForceN { get; private set; }

        public void Prepare(double hS)
        {
        }

        public void Solve(double hS)
        {
            var force = 0.0;
            for (var i = 0; i < mesh.RestM.Length; i++)
            {
                if (mesh.RestM[i].Z < 1e-9 || mesh.RestM[i].Z > heightM - 1e-9)
                {
                    force += mesh.RestM[i].Z > 1e-9 ? particles.MassKg(i) * (_holdM[i] - particles.Z[i]) / (hS * hS) : 0;
                    particles.Z[i] = _holdM[i];
                }
            }

            ForceN += 0.02 * (force - ForceN);
        }

        public void Finish(double hS)
        {
        }

        public void Visit(StateArchive archive)
        {
        }
    }
}
