using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>An instrument driven into something hard.</summary>
public sealed class ArmContactTests
{
    private const double TopM = 0;
    private const double BlockHalfM = 5 * Si.Mm;
    private const double RoundingM = 0.2 * Si.Mm;

    // Steady push: about 4 N by the insertion's motor, more where yaw, pitch and wrist push as well.
    private const double MostPushN = 12;

    // At full speed (0.2 m/s) 2 kg of moving arm meet a contact of 5e-6 m/N.
    private const double MostImpactM = 1 * Si.Mm;

    [Fact]
    public void Step_SentThroughABoard_StopsOnItAndTheRemoteCentreStays()
    {
        var (world, arm) = OverBoard(20 * Si.Mm);
        var (deepest, strongest, offCentre) = (0.0, 0.0, 0.0);
        Send(arm, new(5 * Si.Mm, 3 * Si.Mm, -30 * Si.Mm));
        for (var i = 0; i < 500; i++)
        {
            world.Step(0.002, 2);
            deepest = Math.Max(deepest, TopM - LowestM(arm));
            strongest = Math.Max(strongest, arm.ContactForceN);
            offCentre = Math.Max(offCentre, OffCentreM(arm));
        }

        Assert.InRange(deepest, 0, MostImpactM);
        Assert.InRange(TopM - LowestM(arm), 0, 0.1 * Si.Mm);
        Assert.InRange(arm.ContactForceN, 0.5, MostPushN);
        Assert.True(offCentre < 1e-9, $"{offCentre} m");
    }

    [Fact]
    public void Step_PressingABlockOnABoard_NeitherGoesThroughTheOther()
    {
        var (world, arm) = OverBoard((2 * BlockHalfM) + (10 * Si.Mm));
        var block = world.AddBody(
            new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, BlockHalfM)), MassKg = 0.003 }, CollisionShape.Box(new Vec3(2 * BlockHalfM, 2 * BlockHalfM, BlockHalfM)));
        var (deepest, sunk, pressed) = (0.0, 0.0, 0);
        Send(arm, new(0, 0, -20 * Si.Mm));
        for (var i = 0; i < 500; i++)
        {
            world.Step(0.002, 2);
            sunk = Math.Max(sunk, BlockHalfM - world.Bodies.Pose(block).P.Z);
            var aside = (world.Bodies.Pose(block).P with { Z = 0 }).Length;
            if (arm.ContactForceN > 0.5 && aside < BlockHalfM)
            {
                pressed++;
                deepest = Math.Max(deepest, world.Bodies.Pose(block).P.Z + BlockHalfM - LowestM(arm));
            }
        }

        Assert.True(pressed > 400, $"pressed in {pressed} of 500 steps");
        Assert.InRange(deepest, 0, MostImpactM);
        Assert.InRange(sunk, 0, 0.2 * Si.Mm);
    }

    [Fact]
    public void Step_SweptAgainstAWall_StopsAtIt()
    {
        var (world, arm) = OverBoard(15 * Si.Mm);
        world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, new(-0.025, 0, 0.02)), Friction = 0.3 }, CollisionShape.Box(new Vec3(5, 30, 30) * Si.Mm));
        Send(arm, new(-50 * Si.Mm, 0, 15 * Si.Mm));
        for (var i = 0; i < 500; i++)
        {
            world.Step(0.002, 2);
        }

        var tip = arm.T_world_tool * SimPsm.Psm1.ControlPoint_tool;
        Assert.True(tip.X > -20 * Si.Mm, $"{tip.X}");
        Assert.InRange(arm.ContactForceN, 0.5, MostPushN);
    }

    // A clash can leave a light thing deep in a jaw. It comes out, but not like a shot.
    [Fact]
    public void Step_LightBallDeepInTheTip_ComesOutSlowly()
    {
        const double RadiusM = 2 * Si.Mm;
        var (world, arm) = OverBoard(20 * Si.Mm);
        var tip = arm.T_world_tool * new Vec3(0, 0, arm.Tool.JawLengthM);
        var ball = world.AddBody(
            new RigidBodySpec { T_world_body = new(Rotation.Identity, tip + (0.5 * Si.Mm * arm.T_world_tool.R.Z)), MassKg = 0.0004 }, CollisionShape.Sphere(Vec3.Zero, RadiusM));
        var fastest = 0.0;
        for (var i = 0; i < 20; i++)
        {
            world.Step(0.002, 2);
            fastest = Math.Max(fastest, world.Bodies.Velocity(ball).Length);
        }

        Assert.InRange(fastest, 0.01, 0.6);
    }

    private static (DynamicsWorld World, ArmBody Arm) OverBoard(double heightM)
    {
        var world = new DynamicsWorld(new());
        world.AddBody(new RigidBodySpec { T_world_body = new(Rotation.Identity, new(0, 0, TopM - 0.005)), Friction = 0.3 }, CollisionShape.Box(new Vec3(0.06, 0.05, 0.005)));
        var arm = new ArmBody(SimPsm.Psm1);
        arm.Place(Joints(new(0, 0, heightM), default), 0);
        world.AddArm(arm);
        return (world, arm);
    }

    // Straight to the end: the servos' limits bound the way there.
    private static void Send(ArmBody arm, Vec3 tip) => arm.Follow(Joints(tip, arm.Position), 0);

    private static JointVector Joints(Vec3 tip, in JointVector near)
    {
        Assert.True(SimPsm.Psm1.TryInverse_world(SimPsm.Psm1.PoseAt(tip, SceneLayout.R_world_tool_nominal), near, out var q));
        return q;
    }

    // Lowest point of the ends of the closed jaws' rounded boxes.
    private static double LowestM(ArmBody arm)
    {
        var lowest = double.PositiveInfinity;
        var (x, y) = ((0.5 * arm.Tool.JawWidthM) - RoundingM, (0.75 * arm.Tool.JawThicknessM) - RoundingM);
        foreach (var corner in (ReadOnlySpan<Vec3>)[new(x, y, 0), new(x, -y, 0), new(-x, y, 0), new(-x, -y, 0)])
        {
            var tip = arm.T_world_tool * corner with { Z = arm.Tool.JawLengthM - RoundingM };
            lowest = Math.Min(lowest, tip.Z - RoundingM);
        }

        return lowest;
    }

    // Distance of the remote centre from the shaft's axis.
    private static double OffCentreM(ArmBody arm)
    {
        var from = arm.LinkOrigin(ArmLink.Shaft) - SimPsm.Psm1.Placement.T_world_base.P;
        var along = arm.LinkRotation(ArmLink.Shaft).Z;
        return (from - (from.Dot(along) * along)).Length;
    }
}
