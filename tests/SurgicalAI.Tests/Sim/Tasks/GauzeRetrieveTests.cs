using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class GauzeRetrieveTests
{
    [Fact]
    public void Reset_ManySeeds_GauzeLiesOnTheTissueAndTheGoalIsInSight()
    {
        var (world, task) = MakeWorld();
        for (ulong seed = 0; seed < 40; seed++)
        {
            world.Reset(seed);
            var (middle, goal) = (task.Gauze.Middle(), world.Scene.Goal_world);
            Assert.True(Math.Max(Math.Abs(middle.X), Math.Abs(middle.Y)) <= GauzeRetrieve.GauzeHalfM + 1e-9);
            Assert.InRange(middle.Z - world.Scene.Surface.HeightM(middle.X, middle.Y), -1 * Si.Mm, 1.5 * Si.Mm);
            Assert.True(Math.Max(Math.Abs(goal.X), Math.Abs(goal.Y)) <= GauzeRetrieve.GoalHalfM);
            Assert.Equal(GauzeRetrieve.GoalHeightM, goal.Z, 12);
            Assert.False(task.IsSuccess(world.Scene));
        }
    }

    [Fact]
    public void IsSuccess_MiddleAtFiveMillimetres_IsTheBorder()
    {
        var (world, task) = MakeWorld();
        foreach (var (offM, done) in (ReadOnlySpan<(double, bool)>)[(4.99 * Si.Mm, true), (5.01 * Si.Mm, false)])
        {
            MoveGauze(world, task, world.Scene.Goal_world + new Vec3(offM, 0, 0));
            Assert.Equal(done, task.IsSuccess(world.Scene));
        }
    }

    [Fact]
    public void Step_IdleArm_GauzeStaysWhereItLies()
    {
        var (world, task) = MakeWorld();
        world.Reset(4);
        var before = task.Gauze.Middle();
        world.Step(0.3);
        Assert.True((task.Gauze.Middle() - before).Length < 0.5 * Si.Mm);
        Assert.False(world.Status.Success);
    }

    private static void MoveGauze(SimWorld world, GauzeRetrieve task, Vec3 to_world)
    {
        var way = to_world - task.Gauze.Middle();
        var particles = world.Scene.Physics.Particles;
        for (var i = 0; i < task.Gauze.ParticleCount; i++)
        {
            var at = task.Gauze.FirstParticle + i;
            particles.SetPosition(at, particles.Position(at) + way);
        }
    }

    private static (SimWorld World, GauzeRetrieve Task) MakeWorld()
    {
        var world = new SimWorld(new SimOptions { Task = "gauze-retrieve" });
        return (world, (GauzeRetrieve)world.Task);
    }
}
