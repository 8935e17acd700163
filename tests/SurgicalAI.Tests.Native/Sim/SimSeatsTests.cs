using SurgicalAI.App.Simulation;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Transport.Memory;

namespace SurgicalAI.Tests.Native.Sim;

/// <summary>What each simulated arm's gate is told of the other arm, of no-go volumes and of the endoscope that they were given in.</summary>
public sealed class SimSeatsTests : IDisposable
{
    private static readonly EcmJoints Aside = EcmJoints.From([0.1, 0.05, 0.12, 0]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");
    private readonly MemoryBroker _broker = new();
    private long _nowNs = TimeProvider.System.NowNs();

    [Fact]
    public void Tick_OneArm_KnowsOfNoOther()
    {
        var world = World("needle-reach");
        using var seats = Seats(world, null);
        Run(world, seats, 1);
        Assert.False(seats.First.Around.Other.IsPresent);
        Assert.Equal(0, seats.First.Around.NoGo.Count);
    }

    [Fact]
    public void Move_OntoTheOtherArm_IsRefused()
    {
        var world = World("bi-peg-transfer");
        using var seats = Seats(world, null);
        Run(world, seats, 1);
        var (mine, its) = (world.Arms[0], world.Arms[1]);
        var T_base_its = mine.T_world_base.Inverse() * its.T_world_base * its.Psm.Kinematics.Forward(its.Setpoint);
        var T_base_goal = mine.Psm.Kinematics.Forward(mine.Setpoint) with { P = T_base_its.P };
        var fault = seats.First.Move(new ServoCpMessage(new(_nowNs, 1, "console"), seats.First.T_base_ecm.Inverse() * T_base_goal, _nowNs + Si.SNs), _nowNs);
        Assert.Equal((FaultCode.WorkspaceLimit, "gate: the other arm is too near"), (fault.Code, fault.Message));
    }

    [Fact]
    public void NoGo_InTheCamerasFrame_StaysWithTheTissueWhenTheEndoscopeIsMoved()
    {
        var world = World("needle-reach");
        using var seats = Seats(world, Ball());
        Run(world, seats, 1);
        var (before, T_before) = (BallOf(seats), world.T_base_ecm);
        Assert.Equal(0, (before - (T_before * new Vec3(0, 0, 0.1))).Length, 1e-12);

        var console = new MemoryBus(_broker, "console", TimeProvider.System, arm: Topics.EndoscopeArm);
        console.Publish(Topics.EcmMoveJp, new EcmServoJpMessage(new(_nowNs, 1, console.Session), Aside, _nowNs + Si.SNs));
        Run(world, seats, 1500);
        Assert.True((world.T_base_ecm.P - T_before.P).Length > 5e-3, "the endoscope did not move");
        Assert.Equal(before, BallOf(seats));
    }

    [Fact]
    public void NoGo_InTheCamerasFrame_IsMeantAnewWhenTheTaskPutsTheEndoscopeElsewhere()
    {
        var world = World("needle-reach");
        using var seats = Seats(world, Ball());
        Run(world, seats, 1);
        world.Scene.Ecm.Place(Aside);
        Run(world, seats, 2);
        Assert.Equal(0, (BallOf(seats) - (world.T_base_ecm * new Vec3(0, 0, 0.1))).Length, 1e-12);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Vec3 BallOf(SimSeats seats) => seats.First.Around.NoGo.Shapes[0].A;

    private static SimWorld World(string task)
    {
        var world = new SimWorld(new SimOptions { Task = task });
        world.Reset(3);
        return world;
    }

    private NoGoVolumes Ball()
    {
        var path = Path.Combine(_folder.FullName, "ball.json");
        File.WriteAllText(path, """{"volumes": [{"frame": "camera", "kind": "sphere", "centre_m": [0, 0, 0.1], "radius_m": 0.004}]}""");
        return NoGoVolumes.Read(path);
    }

    private SimSeats Seats(SimWorld world, NoGoVolumes? noGo)
    {
        MemoryBus Join(string arm) => new(_broker, "robot", TimeProvider.System, arm: arm);
        return new(world, new([.. world.Arms.Select(a => Join(a.Name))], Join(Topics.EndoscopeArm)), SimWorld.StepS, TimeProvider.System, noGo);
    }

    private void Run(SimWorld world, SimSeats seats, int ticks)
    {
        for (var k = 0; k < ticks; k++, _nowNs += 2 * Si.MsNs)
        {
            seats.Tick(_nowNs);
            world.Step(SimWorld.StepS);
        }
    }
}
