using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim.Dynamics.Soft;

/// <summary>Tissue between a strong instrument and the ground.</summary>
public sealed class PressedTissueTests
{
    private const double HalfM = 10 * Si.Mm;
    private const double ThicknessM = 2 * Si.Mm;

    [Fact]
    public void Step_PressedAndSwept_StaysAboveTheGround()
    {
        var world = new DynamicsWorld(new());
        world.AddTerrain(new Plain(), 0.3);
        var slab = TetMeshes.Box(new(-HalfM, -HalfM, 0.3 * Si.Mm), new(HalfM, HalfM, ThicknessM), 8, 8, 1);
        var body = TetBody.AddTo(world, slab, new() { YoungModulusPa = 5_000, DampingPerS = 5 }, new() { MeetsTerrain = true });
        var arm = new ArmBody(SimPsm.Psm1);
        arm.Place(Joints(new(0, 0, 12 * Si.Mm), default), 0);
        world.AddArm(arm);
        var deepest = 0.0;
        for (var i = 0; i < 400; i++)
        {
            var way = i < 150 ? Vec3.Zero : new Vec3(0.1 * (i - 150) * Si.Mm, 0, 0);
            arm.Follow(Joints(new Vec3(-8 * Si.Mm, 0, -10 * Si.Mm) + way, arm.Position), 0);
            world.Step(0.002, 2);
            deepest = Math.Max(deepest, Enumerable.Range(0, body.ParticleCount).Max(k => -world.Particles.Position(k).Z));
        }

        Assert.True(arm.ContactForceN > 0.5, $"pressed with {arm.ContactForceN} N");
        Assert.True(deepest < 0.2 * Si.Mm, $"{deepest / Si.Mm} mm under the ground");
    }

    private static JointVector Joints(Vec3 tip, in JointVector near)
    {
        Assert.True(SimPsm.Psm1.TryInverse_world(SimPsm.Psm1.PoseAt(tip, SceneLayout.R_world_tool_nominal), near, out var q));
        return q;
    }

    private sealed class Plain : ITerrain
    {
        public double HeightM(double xM, double yM) => 0;

        public Vec3 Normal(double xM, double yM) => new(0, 0, 1);
    }
}
