using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Tests.Control;

public sealed class SafetyGateFuzzTests
{
    private static readonly double[] Odd =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, double.Epsilon, 0, -0.0, 1e9, -1e9];

    private static readonly int Rules = Enum.GetValues<GateRule>().Length;

    private static readonly GateOptions TightBox = new() { Workspace = new(new(-0.04, -0.03, -0.16), new(0.03, 0.05, -0.08)) };

    // 4 x 250,000 ticks, half of them in a tight workspace, half in a wide one. Each output is checked by GateHarness.
    [Fact]
    public void Check_AMillionRandomCommands_NoOutputOutsideALimit()
    {
        var tallies = new long[4][];
        Parallel.For(0, 4, k => tallies[k] = Run(new Random(k), k % 2 == 0 ? TightBox : null));

        // The fuzz is only worth something if it met every rule and every verdict.
        for (var i = 0; i < Rules + 4; i++)
        {
            // What needs surroundings or other options is met in GateTrialTests.
            if ((GateRule)i is GateRule.CannulaDepth or GateRule.NoGo or GateRule.ApproachSpeed or GateRule.ArmCollision or GateRule.GripForce)
            {
                continue;
            }

            Assert.True(tallies.Sum(t => t[i]) > 100, i < Rules ? $"{(GateRule)i} hardly fired" : $"{(GateVerdict)(i - Rules)} hardly given");
        }
    }

    private static long[] Run(Random random, GateOptions? options)
    {
        var harness = new GateHarness(options);
        var tally = new long[Rules + 4];
        var plausible = GateHarness.Joint(GateHarness.Home);
        for (var k = 0; k < 250_000; k++)
        {
            // Mostly a plausible stream that changes its mind at times, so that the arm gets up speed; wild commands in between.
            if (random.Next(100) == 0)
            {
                plausible = Plausible(random, harness);
            }

            var decision = random.Next(100) < 8 ? harness.Raw(Wild(random, harness)) : harness.Tick(plausible);
            tally[(int)decision.Rule]++;
            tally[Rules + (int)decision.Verdict]++;
        }

        return tally;
    }

    private static ArmCommand Plausible(Random random, GateHarness harness)
    {
        var q = harness.State.Setpoint;
        for (var i = 0; i < JointVector.Length; i++)
        {
            q[i] += (i == 2 ? 0.045 : 0.9) * Spread(random);
        }

        var jaw = 3 * Spread(random);
        var T = GateHarness.Kinematics.Forward(harness.State.Setpoint);
        var turned = Rotation.FromRotationVector(new(0.5 * Spread(random), 0.5 * Spread(random), 0.5 * Spread(random)));
        var moved = new Pose<BaseFrame, ToolFrame>(T.R * turned, T.P + (0.028 * new Vec3(Spread(random), Spread(random), Spread(random))));
        return random.Next(2) == 0 ? GateHarness.Joint(q, jaw) : GateHarness.Cartesian(moved, jaw);
    }

    private static ArmCommand Wild(Random random, GateHarness harness)
    {
        var (now, sequence) = (harness.NowNs, ++harness.Sequence);
        var wish = Plausible(random, harness) with { OriginNs = now, ExpiresNs = now + Si.MsNs, Sequence = sequence };
        switch (random.Next(9))
        {
            case 0:
                return wish with { ExpiresNs = now - random.NextInt64(Si.SNs) };
            case 1:
                return wish with { OriginNs = random.Next(3) switch { 0 => 0, 1 => now + (60 * Si.MsNs), _ => random.NextInt64(long.MinValue, now - Si.SNs) } };
            case 2:
                return wish with { Sequence = sequence - 1 - random.Next(1000) };
            case 3:
                return wish with { JawRad = AnyNumber(random) };
            case 4:
                return default;
            case 5:
                return wish with { Space = (CommandSpace)random.Next(-3, 9) };
            case 6:
                return wish with { Space = CommandSpace.Cartesian, T_base_tool = GateHarness.Kinematics.Forward(JointVector.From([0, 0, 0.016, 0, 0.1, 0])) };
            case 7:
                var q = wish.Joints;
                q[random.Next(6)] = AnyNumber(random);
                return wish with { Space = CommandSpace.Joint, Joints = q };
            default:
                return wish with { Space = CommandSpace.Cartesian, T_base_tool = new(new(Any(random), Any(random), Any(random)), Any(random)) };
        }
    }

    private static Vec3 Any(Random random) => new(AnyNumber(random), AnyNumber(random), AnyNumber(random));

    private static double AnyNumber(Random random) =>
        random.Next(3) == 0 ? Odd[random.Next(Odd.Length)] : Spread(random) * Math.Pow(10, random.Next(-6, 7));

    private static double Spread(Random random) => (2 * random.NextDouble()) - 1;
}
