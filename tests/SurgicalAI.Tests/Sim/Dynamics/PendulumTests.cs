using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Tests.Sim.Dynamics;

/// <summary>A ball of 10 mm radius on a stiff rod of 100 mm, let go at 10 degrees.</summary>
public sealed class PendulumTests
{
    private const double LengthM = 0.1;
    private const double RadiusM = 0.01;
    private const double StartRad = 10 * Si.Deg;
    private const double MassKg = 0.02;

    // Small-angle period of the physical pendulum, with the amplitude's series to the fourth power.
    private static readonly double PeriodS =
        2 * Math.PI * Math.Sqrt(((LengthM * LengthM) + (0.4 * RadiusM * RadiusM)) / (9.81 * LengthM))
        * (1 + (StartRad * StartRad / 16) + (11 * Math.Pow(StartRad, 4) / 3072));

    [Fact]
    public void Step_TenSwings_PeriodIsTheAnalyticOne()
    {
        var world = new DynamicsWorld(new());
        var ball = Hang(world);
        var period = (Crossing(world, ball, 21) - Crossing(new(new()), -1, 1)) / 10;
        Assert.Equal(PeriodS, period, 2e-5 * PeriodS);
    }

    [Fact]
    public void Step_TenSwings_LosesLittleEnergyAndGainsNone()
    {
        var world = new DynamicsWorld(new());
        Hang(world);
        var lowest = -MassKg * 9.81 * LengthM;
        var (first, highest) = (world.EnergyJ - lowest, 0.0);
        for (var i = 0; i < 3200; i++)
        {
            world.Step(0.002, 2);
            highest = Math.Max(highest, world.EnergyJ - lowest);
        }

        Assert.InRange((world.EnergyJ - lowest) / first, 0.99, 1);
        Assert.InRange(highest / first, 0, 1.01);
    }

    [Fact]
    public void Step_ShorterSubsteps_ErrorFallsInProportion()
    {
        double[] errors = [.. new[] { 1, 2, 4, 8, 16 }.Select(ErrorM)];
        for (var i = 1; i < errors.Length; i++)
        {
            Assert.InRange(errors[i - 1] / errors[i], 1.9, 2.15);
        }
    }

    // Way of the ball from its place at 1/256 of the step after 0.4 s.
    private static double ErrorM(int substeps) => (At(substeps) - Exact.Value).Length;

    private static readonly Lazy<Vec3> Exact = new(() => At(512));

    private static Vec3 At(int substeps)
    {
        var world = new DynamicsWorld(new());
        var ball = Hang(world);
        for (var i = 0; i < 50; i++)
        {
            world.Step(0.008, substeps);
        }

        return world.Bodies.Pose(ball).P;
    }

    private static int Hang(DynamicsWorld world)
    {
        var r = Rotation.AboutY(StartRad);
        var ball = world.AddBody(new RigidBodySpec { T_world_body = new(r, r * new Vec3(0, 0, -LengthM)), MassKg = MassKg }, CollisionShape.Sphere(default, RadiusM));
        world.Attach(Anchor.Body(ball, new(0, 0, LengthM)), Anchor.World(Vec3.Zero), 0, 0);
        return ball;
    }

    private static double Crossing(DynamicsWorld world, int ball, int which)
    {
        if (ball < 0)
        {
            ball = Hang(world);
        }

        var before = world.Bodies.Pose(ball).P.X;
        for (var i = 0; ; i++)
        {
            world.Step(0.002, 2);
            var x = world.Bodies.Pose(ball).P.X;
            if (x * before < 0 && --which == 0)
            {
                return 0.002 * (i + (before / (before - x)));
            }

            before = x;
        }
    }
}
