using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Tests.Control;

public sealed class SafetyGateTests
{
    private static JointVector Home => GateHarness.Home;

    [Fact]
    public void Check_TargetWithinOneTick_IsClearedExactly()
    {
        var q = Home;
        // From rest the jerk allows a fifth of the acceleration in the first tick, and stopping in the second must be allowed too.
        q[4] += 4e-6;
        var d = new GateHarness().Tick(GateHarness.Joint(q));
        Assert.Equal((GateVerdict.Cleared, GateRule.None), (d.Verdict, d.Rule));
        Assert.Equal(q[4], d.Command.Setpoint[4], 1e-12);
        Assert.False(d.Command.Clamped);
    }

    [Fact]
    public void Check_NotFiniteJaw_IsRefused() => Refuses(GateRule.NotFinite, GateHarness.Joint(Home, double.NaN));

    [Fact]
    public void Check_NotFiniteJoint_IsRefused()
    {
        var q = Home;
        q[3] = double.PositiveInfinity;
        Refuses(GateRule.NotFinite, GateHarness.Joint(q));
    }

    [Fact]
    public void Check_UnknownSpace_IsRefused() => Refuses(GateRule.NotFinite, GateHarness.Joint(Home) with { Space = (CommandSpace)7 });

    [Fact]
    public void Check_MirroredOrStretchedRotation_IsRefused()
    {
        var T = GateHarness.Kinematics.Forward(Home);
        Refuses(GateRule.NotARotation, GateHarness.Cartesian(new(new(T.R.X, T.R.Y, -T.R.Z), T.P)));
        Refuses(GateRule.NotARotation, GateHarness.Cartesian(new(new(1.001 * T.R.X, T.R.Y, T.R.Z), T.P)));
        Refuses(GateRule.NotARotation, GateHarness.Cartesian(new(new(T.R.X, T.R.X, Vec3.Zero), T.P)));
    }

    [Fact]
    public void Check_ExpiredOldFutureOrUnstamped_IsRefused()
    {
        var h = new GateHarness();
        var now = h.NowNs;
        var good = GateHarness.Joint(Home) with { OriginNs = now, ExpiresNs = now + 1, Sequence = 1 };
        Assert.Equal(GateVerdict.Cleared, h.Gate.Check(good, h.State, now).Verdict);
        foreach (var bad in new[]
        {
            good with { ExpiresNs = now },
            good with { OriginNs = now - (501 * Si.MsNs) },
            good with { OriginNs = now + (51 * Si.MsNs) },
            good with { OriginNs = 0 },
            good with { OriginNs = long.MinValue },
        })
        {
            Assert.Equal(GateRule.Stale, h.Gate.Check(bad, h.State, now).Rule);
        }
    }

    [Fact]
    public void Check_DuplicateOrOlderSequence_IsRefused()
    {
        var h = new GateHarness { Sequence = 10 };
        h.Tick(GateHarness.Joint(Home));
        h.Sequence = 10;
        Assert.Equal(GateRule.OutOfOrder, h.Tick(GateHarness.Joint(Home)).Rule);
        h.Sequence = 3;
        Assert.Equal(GateRule.OutOfOrder, h.Tick(GateHarness.Joint(Home)).Rule);
        h.Sequence = 11;
        Assert.Equal(GateVerdict.Cleared, h.Tick(GateHarness.Joint(Home)).Verdict);
    }

    [Fact]
    public void Check_TargetBeyondStepLimit_IsRefused()
    {
        var far = Home;
        far[2] += 0.051;
        Refuses(GateRule.StepTooLarge, GateHarness.Joint(far));
        var T = GateHarness.Kinematics.Forward(Home);
        Refuses(GateRule.StepTooLarge, GateHarness.Cartesian(T with { P = T.P + new Vec3(0.051, 0, 0) }));
        Refuses(GateRule.StepTooLarge, GateHarness.Cartesian(T with { R = T.R * Rotation.AboutZ(61 * Si.Deg) }));
    }

    [Fact]
    public void Check_PoseAtRcm_IsRefused() =>
        Refuses(GateRule.Unreachable, GateHarness.Cartesian(GateHarness.Kinematics.Forward(JointVector.From([0, 0, 0.016, 0, 0, 0]))));

    [Theory]
    [InlineData(4, 1.0, 1.39626, GateRule.JointLimit)]
    [InlineData(2, -0.045, 0.047 + 0.0156, GateRule.WristNearRcm)]
    public void Check_TargetOutsideRange_EndsAtTheLimit(int joint, double by, double limit, GateRule rule)
    {
        var start = Home;
        start[joint] = limit - (0.5 * by);
        var target = start;
        target[joint] += by;
        var h = new GateHarness(start: start);
        Assert.Equal(rule, h.Tick(GateHarness.Joint(target)).Rule);
        var d = Settle(h, GateHarness.Joint(target));
        Assert.Equal(limit, d.Command.Setpoint[joint], 1e-6);
        Assert.True(d.Command.Clamped);
    }

    [Fact]
    public void Check_JawOutsideRange_EndsAtTheLimit()
    {
        var h = new GateHarness();
        Assert.Equal(GateRule.JawLimit, h.Tick(GateHarness.Joint(Home, 2.0)).Rule);
        Assert.Equal(1.39626, Settle(h, GateHarness.Joint(Home, 2.0)).Command.JawRad, 1e-6);
    }

    [Theory]
    [InlineData(CommandSpace.Joint)]
    [InlineData(CommandSpace.Cartesian)]
    public void Check_TargetOutsideBox_EndsNearTheFace(CommandSpace space)
    {
        var h = new GateHarness(new() { Workspace = new(new(-0.03, -0.03, -0.15), new(0.03, 0.03, -0.08)) });
        var q = Home;
        q[0] = 0.35;
        var wish = space == CommandSpace.Joint ? GateHarness.Joint(q) : GateHarness.Cartesian(GateHarness.Kinematics.Forward(q));
        Assert.Equal(GateRule.Workspace, h.Tick(wish).Rule);
        var tip = GateHarness.Kinematics.Forward(Settle(h, wish).Command.Setpoint).P;
        Assert.InRange(tip.X, 0.028, 0.03);
    }

    [Fact]
    public void Check_FarTargetWithinStepLimit_ArrivesWithoutOvershoot()
    {
        var h = new GateHarness();
        var q = Home;
        (q[0], q[2], q[4]) = (0.3, 0.15, -0.8);
        var rateTicks = 0;
        var most = 0.0;
        GateDecision d;
        do
        {
            d = h.Tick(GateHarness.Joint(q, 0.9));
            rateTicks += d.Rule == GateRule.Rate ? 1 : 0;
            most = Math.Max(most, Math.Max(d.Command.Setpoint[0] - q[0], Math.Max(d.Command.Setpoint[2] - q[2], q[4] - d.Command.Setpoint[4])));
        }
        while (d.Verdict != GateVerdict.Cleared && rateTicks < 1000);

        // 0.3 rad at 90 deg/s^2 takes at least 2 sqrt(0.3 / 1.571) = 0.874 s = 437 ticks; with the acceleration built up in 10 ms at least
        // 442. The follower, which must not overshoot a target that may move on, comes down in up to 30 ticks more.
        Assert.InRange(rateTicks, 442, 475);
        Assert.True(most < 1e-9, $"overshoot {most}");
        Assert.Equal(GateVerdict.Cleared, h.Tick(GateHarness.Joint(q, 0.9)).Verdict);
    }

    [Fact]
    public void Check_SmoothStream_IsClearedAndFollowedWithoutLag()
    {
        var h = new GateHarness();
        var cleared = 0;
        for (var k = 1; k <= 1000; k++)
        {
            var q = Home;
            // 1 - cos would begin with an acceleration out of nothing, which is a jump to a rule of jerk; this begins with none.
            var phase = k * 0.002 * 3;
            q[0] = 0.1 * (phase - Math.Sin(phase));
            var d = h.Tick(GateHarness.Joint(q));
            cleared += d.Verdict == GateVerdict.Cleared ? 1 : 0;
            Assert.Equal(q[0], d.Command.Setpoint[0], 1e-6);
        }

        Assert.True(cleared > 980, $"{cleared} of 1000 cleared");
    }

    [Fact]
    public void Check_StaircaseOfASlowStream_IsFollowedWithinMillimetres()
    {
        // 100 Hz stream on a 500 Hz loop: insertion at 30 mm/s in steps of 0.3 mm.
        var h = new GateHarness();
        var worst = 0.0;
        for (var k = 0; k < 1000; k++)
        {
            var q = Home;
            q[2] += 0.03 * (k / 5 * 5 * 0.002);
            var d = h.Tick(GateHarness.Joint(q));
            worst = k > 400 ? Math.Max(worst, Math.Abs(d.Command.Setpoint[2] - q[2])) : 0;
        }

        Assert.True(worst < 1e-3, $"lag {worst * 1e3} mm");
    }

    // Yaw and pitch are the joints whose range is long enough to reach their speed limit.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    public void Check_LongChase_ReachesTheSpeedLimitAndNoMore(int joint, int sign)
    {
        var start = Home;
        start[joint] = sign * GateHarness.Kinematics.Model.Limits.Min[joint] * 0.999;
        var h = new GateHarness(new() { Workspace = new(new(-0.3, -0.3, -0.3), new(0.3, 0.3, 0.3)) }, start);
        var fastest = 0.0;
        for (var k = 0; k < 1500; k++)
        {
            // The target runs ahead of the setpoint all the way; GateHarness checks every output.
            var q = h.State.Setpoint;
            q[joint] += sign * 1.0;
            h.Tick(GateHarness.Joint(q));
            fastest = Math.Max(fastest, sign * h.State.Velocity[joint]);
        }

        Assert.Equal(Math.PI / 2, fastest, 1e-6);
    }

    [Fact]
    public void Check_RefusedWhileMoving_BrakesWithinTheAccelerationToAHold()
    {
        var h = new GateHarness();
        var q = Home;
        (q[0], q[2], q[4]) = (0.5, 0.16, 1.0);
        for (var k = 0; k < 300; k++)
        {
            h.Tick(GateHarness.Joint(q));
        }

        var speed = h.State.Velocity[0];
        Assert.True(speed > 0.5);
        var ticks = 0;
        while (!h.State.IsAtRest)
        {
            var d = h.Tick(GateHarness.Joint(q, double.NaN));
            Assert.Equal((GateVerdict.Refused, 0L), (d.Verdict, d.Command.OriginNs));
            ticks++;
        }

        Assert.InRange(ticks, speed / (Math.PI / 2 * 0.002) - 1, (speed / (Math.PI / 2 * 0.002)) + 1);
    }

    [Fact]
    public void Check_StartOutsideLimits_NeverGoesFurtherOutAndMayComeIn()
    {
        // A real arm may wake up withdrawn: the wrist inside the cannula, the tip above the box.
        var start = JointVector.From([0, 0, 0.02, 0, 0, 0]);
        var h = new GateHarness(start: start);
        var outward = start;
        outward[2] = 0.001;
        for (var k = 0; k < 200; k++)
        {
            Assert.True(h.Raw(Fresh(h, outward), check: false).Command.Setpoint[2] >= start[2]);
        }

        var inward = start;
        inward[2] = 0.065;
        for (var k = 0; k < 1500; k++)
        {
            h.Raw(Fresh(h, inward), check: false);
        }

        Assert.Equal(0.065, h.State.Setpoint[2], 1e-6);
    }

    [Fact]
    public void Check_Hold_BrakesAndIsNotARefusal()
    {
        var d = new GateHarness().Raw(default);
        Assert.Equal((GateVerdict.Held, true), (d.Verdict, d.Command.IsValid));
    }

    [Fact]
    public void Check_SameArguments_GiveTheSameAnswer()
    {
        var h = new GateHarness();
        var q = Home;
        q[1] = 0.2;
        h.Tick(GateHarness.Joint(q));
        var wish = Fresh(h, q);
        var (a, b) = (h.Gate.Check(wish, h.State, h.NowNs), h.Gate.Check(wish, h.State, h.NowNs));
        Assert.Equal(a.Command.Setpoint, b.Command.Setpoint);
    }

    [Fact]
    public void Check_AfterWarmUp_AllocatesNothing()
    {
        var h = new GateHarness();
        var q = Home;
        q[1] = 0.2;
        var wishes = new[] { GateHarness.Joint(q), GateHarness.Cartesian(GateHarness.Kinematics.Forward(q)), default, GateHarness.Joint(q, double.NaN) };
        void Run(int ticks)
        {
            for (var k = 0; k < ticks; k++)
            {
                h.Raw(wishes[k % 4] with { OriginNs = h.NowNs, ExpiresNs = h.NowNs + 1, Sequence = ++h.Sequence }, check: false);
            }
        }

        Run(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Options_NoSense_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new SafetyGate(GateHarness.Kinematics, new GateOptions { DtS = 0 }));

    private static ArmCommand Fresh(GateHarness h, JointVector q) =>
        GateHarness.Joint(q) with { OriginNs = h.NowNs, ExpiresNs = h.NowNs + 1, Sequence = ++h.Sequence };

    private static GateDecision Settle(GateHarness h, ArmCommand wish)
    {
        for (var k = 0; k < 1500; k++)
        {
            h.Tick(wish);
        }

        return h.Tick(wish);
    }

    private static void Refuses(GateRule rule, ArmCommand wish)
    {
        var d = new GateHarness().Tick(wish);
        Assert.Equal((GateVerdict.Refused, rule), (d.Verdict, d.Rule));
        Assert.Equal(Home, d.Command.Setpoint);
    }
}
