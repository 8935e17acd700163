using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Checks;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Tests.Sim.Tasks;

public sealed class RopeThreadTests
{
    [Fact]
    public void Reset_ManySeeds_ThreadLiesFreeBeforeTheEyeletWithinReach()
    {
        var (world, task) = World();
        for (ulong seed = 0; seed < 25; seed++)
        {
            world.Reset(seed);
            var (end, grip) = (Node(world, task, 0), Node(world, task, 12));
            var before = (task.Eyelet.Centre_world - end).Dot(task.Eyelet.Axis_world);
            Assert.InRange(before, 10 * Si.Mm, 16 * Si.Mm);
            Assert.True(ThreadHold.Plan(world.Arm, grip, (end - grip).Normalized(), task.Eyelet, 0.013) is not null, $"seed {seed}");
            foreach (var i in task.Thread.Nodes)
            {
                var p = world.Scene.Physics.Particles.Position(i);
                Assert.True(Math.Abs(p.X) < SceneLayout.WorkspaceHalfXM && Math.Abs(p.Y) < SceneLayout.WorkspaceHalfYM + (10 * Si.Mm));
                Assert.Equal(RopeThread.BoardHeightM + RopeThread.RestHeightM + task.Thread.RadiusM, p.Z, 1e-9);
            }
        }
    }

    [Fact]
    public void NextGoal_ArmStandsAtTheEyelet_EyeletAndThreadAreElsewhere()
    {
        var (world, task) = World();
        for (ulong seed = 0; seed < 10; seed++)
        {
            world.Reset(seed);
            var at = task.Eyelet.Centre_world;
            Assert.True(world.Arm.TryInverse(world.Arm.Psm.PoseAt(at, world.Arm.R_world_tool_nominal), world.Arm.Setpoint, out var q));
            world.Scene.PlaceArm(0, q, 0);
            world.NextGoal(seed + 100);
            Assert.True((world.Arm.Tip_world - at).Length < 0.1 * Si.Mm);
            Assert.True((task.Eyelet.Centre_world - world.Arm.Tip_world).Length > 15 * Si.Mm);
            foreach (var i in task.Thread.Nodes)
            {
                Assert.True((world.Scene.Physics.Particles.Position(i) - world.Arm.Tip_world).Length > 12 * Si.Mm);
            }
        }
    }

    [Theory]
    [InlineData(8.1, 0, 1, true)]
    [InlineData(7.9, 0, 1, false)]
    [InlineData(8.1, 3.0, 1, true)]
    [InlineData(8.1, 3.4, 1, false)]
    [InlineData(8.1, 0, -1, false)]
    public void IsSuccess_ThreadThroughTheRingOrBesideIt_FollowsTheRule(double beyondMm, double asideMm, double way, bool expected)
    {
        var (world, task) = World();
        var end = task.Eyelet.Centre_world + (Si.Mm * ((way * beyondMm * task.Eyelet.Axis_world) + new Vec3(0, 0, asideMm)));
        for (var i = 0; i < task.Thread.Nodes.Length; i++)
        {
            var p = end - (i * way * task.Thread.SegmentM * task.Eyelet.Axis_world);
            world.Scene.Physics.Particles.SetPosition(task.Thread.Nodes[i], p);
        }

        Assert.Equal(expected, task.IsSuccess(world.Scene));
    }

    [Fact]
    public void Step_IdleArm_ThreadStaysOnItsRests()
    {
        var (world, task) = World();
        for (var i = 0; i < 250; i++)
        {
            world.Step(SimWorld.StepS);
        }

        var before = Node(world, task, 0);
        for (var i = 0; i < 100; i++)
        {
            world.Step(SimWorld.StepS);
        }

        Assert.InRange((Node(world, task, 0) - before).Length, 0, 0.05 * Si.Mm);
        Assert.InRange(before.Z - RopeThread.BoardHeightM, RopeThread.RestHeightM, RopeThread.RestHeightM + Si.Mm);
        Assert.False(world.Status.Success);
    }

    [Fact]
    public void Play_Expert_PassesTheThread()
    {
        var (world, task) = World();
        var episode = new TaskDriver(world, task.MakeExpert()).Play(3, TestContext.Current.CancellationToken);
        Assert.True(episode.Success);
        Assert.Equal(0, episode.Unreachable);
    }

    [Fact]
    public void Step_ThreadLiftedByTheJaws_IsHeldSteadilyAndDoesNotTurn()
    {
        var (world, task) = World();
        var driver = new TaskDriver(world, task.MakeExpert());
        driver.Begin(1);
        Run(driver, world, 1.9);
        var (before, least, most) = (End_tool(world, task), double.PositiveInfinity, 0.0);
        driver.OnStep = w => (least, most) = (Math.Min(least, w.Arm.Body.GripForceN), Math.Max(most, w.Arm.Body.GripForceN));
        Run(driver, world, 2.4);
        Assert.InRange(least, 10, most);
        Assert.InRange(most, least, 30);
        Assert.InRange((End_tool(world, task) - before).Length, 0, 1 * Si.Mm);
        Assert.True(Node(world, task, 0).Z > RopeThread.BoardHeightM + RopeThread.RestHeightM + (5 * Si.Mm));
    }

    [Fact]
    public void Visit_RestoredInTheMiddle_GoesOnTheSame()
    {
        var (world, task) = World();
        var driver = new TaskDriver(world, task.MakeExpert());
        driver.Begin(1);
        Run(driver, world, 2.0);
        var archive = new StateArchive();
        archive.BeginSave();
        world.Visit(archive);
        Hold(world);
        var first = world.StateHash();
        archive.BeginRestore();
        world.Visit(archive);
        Hold(world);
        Assert.Equal(first, world.StateHash());
    }

    [Fact]
    public void Step_RandomActions_NothingFlies()
    {
        var world = World().World;
        var (driver, guard) = (new TaskDriver(world, new RandomExpert()), new SceneGuard(world.Scene));
        driver.Begin(5);
        guard.Begin();
        for (var i = 0; i < 300; i++)
        {
            driver.Step();
            Assert.Null(guard.Check());
        }
    }

    private static void Run(TaskDriver driver, SimWorld world, double untilS)
    {
        while (world.EpisodeSteps * SimWorld.StepS < untilS)
        {
            driver.Step();
        }
    }

    private static void Hold(SimWorld world)
    {
        for (var i = 0; i < 50; i++)
        {
            world.Step(SimWorld.StepS);
        }
    }

    private static Vec3 End_tool(SimWorld world, RopeThread task) => world.Arm.T_world_tool.Inverse() * Node(world, task, 0);

    private static Vec3 Node(SimWorld world, RopeThread task, int i) => world.Scene.Physics.Particles.Position(task.Thread.Nodes[i]);

    private static (SimWorld World, RopeThread Task) World()
    {
        var world = new SimWorld(new() { Task = "rope-thread" });
        return (world, (RopeThread)world.Task);
    }
}
