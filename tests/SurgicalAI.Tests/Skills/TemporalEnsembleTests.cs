using CsCheck;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Skills.Actions;

namespace SurgicalAI.Tests.Skills;

public sealed class TemporalEnsembleTests
{
    private const int Steps = 15;
    private const double StepS = 1.0 / 15;
    private const long T0 = 1_700_000_000 * Si.SNs;
    private static readonly long StepNs = (long)Math.Round(StepS * Si.SNs);

    [Fact]
    public void At_OnePlan_IsThatPlanInterpolated() => HybridRelativeTests.Point.Sample(velocity =>
    {
        var ensemble = new TemporalEnsemble(Steps, StepS);
        ensemble.Add(Tool(Vec3.Zero), T0, Line(velocity));
        Assert.True(ensemble.At(T0 + (5 * StepNs) + (StepNs / 2), out var w, out var spreadM));
        Assert.True((w.T_ecm_tool.P - (5.5 * StepS * velocity)).Length < 1e-6);
        Assert.True(spreadM < 1e-6);
    });

    [Fact]
    public void At_PlansOfOneStraightMotion_AgreeAtAnyFrameRate() => Gen.Select(HybridRelativeTests.Point, Gen.Int[5, 200]).Sample((velocity, periodMs) =>
    {
        var ensemble = new TemporalEnsemble(Steps, StepS);
        for (var i = 0; i < 10; i++)
        {
            var timeS = i * periodMs * 1e-3;
            ensemble.Add(Tool(timeS * velocity), T0 + (i * periodMs * Si.MsNs), Line(velocity));
        }

        var atS = (9 * periodMs * 1e-3) + 0.1;
        Assert.True(ensemble.At(T0 + (long)(atS * Si.SNs), out var w, out var spreadM));
        Assert.True((w.T_ecm_tool.P - (atS * velocity)).Length < 1e-6);
        Assert.True(spreadM < 1e-6);
    });

    [Fact]
    public void At_TwoPlansThatDisagree_WeighsTheOlderMoreByActsLaw()
    {
        var ensemble = new TemporalEnsemble(Steps, StepS, new EnsembleOptions { Decay = 0.5, MaximumAgeS = 1 });
        ensemble.Add(Tool(Vec3.Zero), T0, Still(new(0, 0, 0)));
        ensemble.Add(Tool(Vec3.Zero), T0 + (2 * StepNs), Still(new(0.03, 0, 0)));
        Assert.True(ensemble.At(T0 + (4 * StepNs), out var w, out var spreadM));
        var newer = Math.Exp(-1.0) / (1 + Math.Exp(-1.0));
        Assert.Equal(0.03 * newer, w.T_ecm_tool.P.X, 1e-7);
        Assert.Equal(0.03 * Math.Sqrt(newer * (1 - newer)), spreadM, 1e-7);
    }

    [Fact]
    public void At_RotationsAboutOneAxis_MeanIsHalfWay() => Gen.Select(HybridRelativeTests.AnyPose, Gen.Double[0.01, 1.5]).Sample((start, angle) =>
    {
        var ensemble = new TemporalEnsemble(Steps, StepS, new EnsembleOptions { Decay = 0 });
        ensemble.Add(Tool(start), T0, Turn(0));
        ensemble.Add(Tool(start), T0 + 1, Turn(angle));
        Assert.True(ensemble.At(T0 + (3 * StepNs), out var w, out _));
        Assert.True(w.T_ecm_tool.R.AngleTo(start.R * Rotation.AboutX(angle / 2)) < 1e-5);
    });

    [Fact]
    public void At_PlanOlderThanTheLimit_DoesNotCount()
    {
        var ensemble = new TemporalEnsemble(Steps, StepS, new EnsembleOptions { MaximumAgeS = 0.2 });
        ensemble.Add(Tool(Vec3.Zero), T0, Still(new(1, 0, 0)));
        ensemble.Add(Tool(Vec3.Zero), T0 + (300 * Si.MsNs), Still(Vec3.Zero));
        Assert.True(ensemble.At(T0 + (400 * Si.MsNs), out var w, out _));
        Assert.Equal(0, w.T_ecm_tool.P.Length, 1e-9);
    }

    [Fact]
    public void At_TimeBeyondEveryPlan_SaysNo()
    {
        var ensemble = new TemporalEnsemble(Steps, StepS);
        Assert.False(ensemble.At(T0, out _, out _));
        ensemble.Add(Tool(Vec3.Zero), T0, Still(Vec3.Zero));
        Assert.False(ensemble.At(T0 + (16 * StepNs), out _, out _));
        Assert.False(ensemble.At(T0 - 1, out _, out _));
    }

    [Fact]
    public void Add_EarlierThanTheLast_StartsAfresh()
    {
        var ensemble = new TemporalEnsemble(Steps, StepS);
        ensemble.Add(Tool(Vec3.Zero), T0, Still(new(1, 0, 0)));
        ensemble.Add(Tool(Vec3.Zero), T0 - StepNs, Still(Vec3.Zero));
        Assert.Equal(1, ensemble.Count);
    }

    [Fact]
    public void Add_NotFinitePlan_IsRefused()
    {
        var ensemble = new TemporalEnsemble(Steps, StepS);
        var chunk = Still(Vec3.Zero);
        chunk[42] = float.NaN;
        Assert.False(ensemble.Add(Tool(Vec3.Zero), T0, chunk));
        Assert.Equal(0, ensemble.Count);
    }

    [Fact]
    public void Add_ManyPlans_KeepsABoundedNumberAndAllocatesNothing()
    {
        var ensemble = new TemporalEnsemble(Steps, StepS, new EnsembleOptions { MaximumPlans = 8 });
        var chunk = Line(new(0.05, 0, 0));
        ensemble.Add(Tool(Vec3.Zero), T0, chunk);
        ensemble.At(T0 + 1, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100; i++)
        {
            ensemble.Add(Tool(Vec3.Zero), T0 + (i * StepNs / 4), chunk);
            ensemble.At(T0 + (i * StepNs / 4), out _, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(8, ensemble.Count);
    }

    private static ToolState Tool(Vec3 p) => Tool(new Pose<EcmFrame, ToolFrame>(Rotation.Identity, p));

    private static ToolState Tool(Pose<EcmFrame, ToolFrame> pose) => new(1, pose, 0);

    private static float[] Line(Vec3 velocity) => Chunk(k => new((k + 1) * StepS * velocity.X, (k + 1) * StepS * velocity.Y, (k + 1) * StepS * velocity.Z), 0);

    private static float[] Still(Vec3 p) => Chunk(_ => p, 0);

    private static float[] Turn(double angle) => Chunk(_ => Vec3.Zero, angle);

    private static float[] Chunk(Func<int, Vec3> p, double angle)
    {
        var chunk = new float[Steps * HybridRelative.Length];
        for (var k = 0; k < Steps; k++)
        {
            var target = new Pose<EcmFrame, ToolFrame>(Rotation.AboutX(angle), p(k));
            HybridRelative.Encode(Pose<EcmFrame, ToolFrame>.Identity, target, 0, chunk.AsSpan(k * HybridRelative.Length));
        }

        return chunk;
    }
}
