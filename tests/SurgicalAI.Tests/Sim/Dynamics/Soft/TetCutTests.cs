using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Tests.Sim.Dynamics.Soft;

public sealed class TetCutTests
{
    private static readonly TetMesh Bar = TetMeshes.Box(default, new(0.02, 0.005, 0.005), 8, 2, 2);

    [Fact]
    public void Cut_AcrossABar_FreeHalfFallsMassAndVolumeStay()
    {
        var world = new DynamicsWorld(new());
        var body = TetBody.AddTo(world, Bar, new(), new() { SpareParticles = 40 });
        body.PinWhere(p => p.X < 1e-9);
        var (mass, triangles) = (Mass(world), body.Surface.Triangles.Length);
        Assert.True(body.Cut(Across(0.0101)) >= 8);
        Assert.Equal(mass, Mass(world), 1e-15);
        Assert.Equal(Bar.VolumeM3(), body.VolumeM3(), 1e-15);
        Assert.True(body.Surface.Triangles.Length > triangles);
        world.Step(0.3, 300);
        Assert.True(world.Particles.Z[body.ParticleNear(new(0.02, 0.0025, 0.0025))] < -0.2);
        Assert.True(world.Particles.Z[body.ParticleNear(new(0.005, 0.0025, 0.0025))] > -0.005);
        Assert.Equal(0, body.BrokenElements);
    }

    [Fact]
    public void Cut_HalfWay_OpensAMouthButTheBarHolds()
    {
        var world = new DynamicsWorld(new());
        var body = TetBody.AddTo(world, Bar, new(), new() { SpareParticles = 40 });
        body.PinWhere(p => p.X < 1e-9);
        var uncut = body.Cut(new(new(0.5, 0, 0), new(0, 1, 0), new(0, 0, 1), 0.01, 0.01, 0));
        var opened = body.Cut(new(new(0.0101, -0.001, 0.005), new(0, 1, 0), new(0, 0, 1), 0.01, 0.0025, 0));
        world.Step(0.3, 300);
        Assert.Equal(0, uncut);
        Assert.True(opened > 0);
        Assert.True(world.Particles.Z[body.ParticleNear(new(0.02, 0.0025, 0.0025))] > -0.02);
    }

    [Theory]
    [InlineData(1.495, false)]
    [InlineData(1.505, true)]
    public void Step_StretchedAtConstantVolume_TearsAtTheStatedStretch(double stretch, bool tears)
    {
        var world = new DynamicsWorld(new() { GravityMPerS2 = Vec3.Zero });
        var body = TetBody.AddTo(world, Bar, new() { TearStretch = 1.5 }, new() { Cycles = 1 });
        for (var i = 0; i < body.ParticleCount; i++)
        {
            var p = Bar.RestM[i];
            world.Particles.SetPosition(i, new(stretch * p.X, p.Y / Math.Sqrt(stretch), p.Z / Math.Sqrt(stretch)));
        }

        world.Step(1e-5, 1);
        Assert.Equal(tears, body.BrokenElements > 0);
    }

    [Fact]
    public void Step_PulledApart_EndsInPiecesAndNothingIsLost()
    {
        var world = new DynamicsWorld(new());
        var body = TetBody.AddTo(world, Bar, new() { TearStretch = 1.4 });
        body.PinWhere(p => p.X < 1e-9 || p.X > 0.02 - 1e-9);
        for (var step = 0; step < 200; step++)
        {
            for (var i = 0; i < body.ParticleCount; i++)
            {
                if (Bar.RestM[i].X > 0.0199)
                {
                    world.Particles.SetPosition(i, world.Particles.Position(i) + new Vec3(0.0001, 0, 0));
                }
            }

            world.Step(0.001, 1);
        }

        Assert.InRange(body.BrokenElements, 4, Bar.Tetrahedra - 4);
        for (var i = 0; i < body.ParticleCount; i++)
        {
            Assert.True(world.Particles.Position(i).IsFinite);
        }
    }

    [Fact]
    public void Blade_Segments_CrossOnlyInside()
    {
        var blade = new Blade(Vec3.Zero, new(1, 0, 0), new(0, 1, 0), 0.01, 0.001, 0.1);
        Assert.True(blade.Crosses(new(0.005, 0, -1), new(0.005, 0, 1)));
        Assert.True(blade.Crosses(new(0.009, 0.0018, -1), new(0.009, 0.0018, 1)));
        Assert.False(blade.Crosses(new(0.002, 0.0018, -1), new(0.002, 0.0018, 1)));
        Assert.False(blade.Crosses(new(0.011, 0, -1), new(0.011, 0, 1)));
        Assert.False(blade.Crosses(new(0.005, 0, 1), new(0.005, 0, 2)));
        Assert.True(blade.IsNear(new(0.005, 0, 0.0005), 0.001));
        Assert.False(blade.IsNear(new(0.005, 0, 0.002), 0.001));
    }

    private static Blade Across(double xM) => new(new(xM, -0.001, 0.0025), new(0, 1, 0), new(0, 0, 1), 0.01, 0.01, 0);

    private static double Mass(DynamicsWorld world) => Enumerable.Range(0, world.Particles.Count).Sum(world.Particles.MassKg);
}
