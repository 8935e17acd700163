using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Tests.Sim.Dynamics.Soft;

public sealed class BondsTests
{
    [Fact]
    public void Step_SlowlyPulled_TearsAtItsStrength()
    {
        const double StrengthN = 0.05;
        const double Compliance = 0.002;
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var hand = world.Particles.Add(new(0, 0, 0.001), 0, 0);
        var bonds = Bonds.AddTo(world);
        bonds.Add(Anchor.World(Vec3.Zero), Anchor.Particle(hand), Compliance, StrengthN);
        var pulledM = 0.0;
        while (bonds.Torn == 0)
        {
            Assert.Equal(pulledM / Compliance, bonds.ForceN(0), 0.001);
            pulledM += 2e-7;
            world.Particles.SetPosition(hand, new(0, 0, 0.001 + pulledM));
            world.Step(0.001, 1);
        }

        Assert.Equal(StrengthN, pulledM / Compliance, 0.01 * StrengthN);
        Assert.Equal(0, bonds.ForceN(0));
    }

    [Fact]
    public void Glue_FlapOnSlab_HoldsItsWeightAndPeelsFromThePulledEdge()
    {
        var world = new DynamicsWorld(new());
        var bed = TetBody.AddTo(world, TetMeshes.Box(default, new(0.02, 0.02, 0.004), 5, 5, 1), new());
        bed.PinWhere(p => p.Z < 1e-9);
        var flap = TetBody.AddTo(world, TetMeshes.Box(new(0, 0, 0.0045), new(0.02, 0.02, 0.006), 8, 8, 1), new());
        var bonds = Bonds.AddTo(world);
        var bottom = Enumerable.Range(0, flap.ParticleCount).Where(i => flap.Mesh.RestM[i].Z < 0.0046).Select(i => flap.FirstParticle + i).ToArray();
        Assert.Equal(81, bonds.Glue(bottom, bed.Surface, 0.001, 0.005, 0.02));
        world.Step(0.2, 200);
        Assert.Equal(0, bonds.Torn);
        for (var step = 0; step < 300; step++)
        {
            for (var j = 0; j <= 8; j++)
            {
                var i = flap.ParticleNear(new(0.02, 0.0025 * j, 0.006));
                world.Particles.Pin(i);
                world.Particles.SetPosition(i, world.Particles.Position(i) + new Vec3(0, 0, 0.00004));
            }

            world.Step(0.001, 1);
        }

        Assert.InRange(bonds.Torn, 9, 72);
        Assert.Equal(81, bonds.Torn + bonds.Holding);
    }

    [Fact]
    public void Cut_BladeBetweenLayers_TakesOnlyTheBondsInReach()
    {
        var world = new DynamicsWorld(new());
        var bonds = Bonds.AddTo(world);
        for (var i = 0; i < 10; i++)
        {
            bonds.Add(Anchor.World(new(0.001 * i, 0, 0)), Anchor.World(new(0.001 * i, 0, 0.002)), 0.001, 1);
        }

        var blade = new Blade(new(-0.0005, 0, 0.001), new(1, 0, 0), new(0, 1, 0), 0.005, 0.001, 0);
        Assert.Equal(5, bonds.Cut(blade));
        Assert.Equal((0, 5, 5), (bonds.Torn, bonds.CutCount, bonds.Holding));
        Assert.False(bonds.Holds(4));
        Assert.True(bonds.Holds(5));
    }
}
